"""avis.csv: every text that was voted on, in the columns of SCDL Délibérations 2.1.5.

A council's opinion is no deliberation: the columns are borrowed so that the tools which read them work, and the
file that goes with the bundle says so. Blank, spoilt and recused voices are outside VOTE_REEL, which is the sum of
the three counts, as the schema's own checks ask.
"""

from django.conf import settings

from governance.enums import Method
from governance.models import Ballot
from governance.presenters.ballots import cast_in
from opendata.records import page_of, public_ballots

from .columns import Column, table

MATTER = ("9.4", "autres domaines de compétences/vœux et motions")
COUNTED = {"for": "for", "against": "against", "abstain": "abstain"}
OF_CONSENT = {"for": "consent", "against": "objection", "abstain": "aside"}  # the columns borrowed once more


def write(root: str) -> bytes:
    """Return the file; `root` begins the addresses."""
    return table(columns(root), decided())


def decided():
    """The ballots that adopted or rejected a text, in order.

    One declared void or without quorum did not, and an amendment is no text (RULES R4).
    """
    ballots = public_ballots().filter(version__isnull=False).deciding()
    return ballots.select_related("version__recommendation").order_by("occasion_date", "pk")


def columns(root: str) -> tuple[Column, ...]:
    """The columns of the schema, in its order."""
    return (
        Column("COLL_NOM", lambda b: settings.COUNCIL_HOST, ""),
        Column("COLL_SIRET", lambda b: settings.COUNCIL_SIRET, ""),
        Column("DELIB_ID", lambda b: f"{b.version.recommendation.number}-{b.pk}", ""),
        Column("DELIB_DATE", lambda b: b.occasion_date, "", "date"),
        Column("DELIB_MATIERE_CODE", lambda b: MATTER[0], ""),
        Column("DELIB_MATIERE_NOM", lambda b: MATTER[1], ""),
        Column("DELIB_OBJET", purpose, ""),
        Column("BUDGET_ANNEE", nothing, ""),
        Column("BUDGET_NOM", nothing, ""),
        Column("PREF_ID", nothing, ""),
        Column("PREF_DATE", nothing, "", "date"),
        Column("VOTE_EFFECTIF", lambda b: counted(b).get("entitled"), "", "integer"),
        Column("VOTE_REEL", lambda b: counted(b).get("present"), "", "integer"),
        Column("VOTE_POUR", lambda b: counted(b).get("for"), "", "integer"),
        Column("VOTE_CONTRE", lambda b: counted(b).get("against"), "", "integer"),
        Column("VOTE_ABSTENTION", lambda b: counted(b).get("abstain"), "", "integer"),
        Column("DELIB_URL", lambda b: root + page_of(b.version.recommendation.number), ""),
    )


def purpose(ballot: Ballot) -> str:
    """« Avis adopté : … », « Avis rejeté : … »: the schema knows adopted acts only, so the outcome is said in words."""
    outcome = "adopté" if ballot.outcome == "adopted" else "rejeté"
    return f"Avis {outcome} : {ballot.version.title if ballot.version else ballot.question}"


def counted(ballot: Ballot) -> dict[str, int]:
    """The five counts in whole voices; none of the five where voices are weighted."""
    said, columns = cast_in(ballot), OF_CONSENT if ballot.method == Method.CONSENT else COUNTED
    counts = {column: said[choice] for column, choice in columns.items()}
    if any(count.denominator != 1 for count in counts.values()):
        return {}
    whole = {choice: int(count) for choice, count in counts.items()}
    return whole | {"entitled": ballot.entitled, "present": sum(whole.values())}


def nothing(ballot: Ballot) -> None:
    """A column of the schema that a council has no use for."""
