"""recommandations.csv: every public recommendation with its dates, its vote, the answer it got."""

import json

from django.utils import timezone

from governance.enums import AnswerOutcome, Kind, Stage, State
from governance.presenters.ballots import deciding
from opendata.records import page_of, public_recommendations

from .columns import REQUIRED, Column, schema, table


def write(root: str) -> bytes:
    """Return the file; `root` begins the addresses."""
    return table(columns(root), public_recommendations().order_by("year", "sequence").iterator(chunk_size=200))


def describe(root: str) -> bytes:
    """Return the Table Schema of the file."""
    title = "Recommandations publiques du conseil"
    return json.dumps(schema(columns(root), name="recommandations", title=title, key="numero"), **PLAINLY).encode()


PLAINLY: dict = {"ensure_ascii": False, "indent": 1}


def columns(root: str) -> tuple[Column, ...]:
    """The columns, in their order, which lasts: new ones come last."""
    sent, answer = _of("transmission"), _of("transmission", "answer")
    return (
        Column("numero", lambda r: r.number, "Numéro, AAAA-NNN.", constraints={**REQUIRED, "unique": True}),
        Column("nature", lambda r: r.kind, "Nature du texte.", constraints=one_of(Kind)),
        Column("titre", lambda r: _text(r).title, "Titre du dernier texte figé.", constraints=REQUIRED),
        Column("resume", lambda r: _text(r).summary, "Résumé."),
        Column("etape_politique", lambda r: r.stage, "Étape de la politique publique.", constraints=one_of(Stage)),
        Column("etat", lambda r: r.state, "Où en est le texte.", constraints=one_of(State)),
        Column("auteur", lambda r: str(r.author), "Qui a déposé le texte."),
        Column("organisation", lambda r: r.on_behalf_of and r.on_behalf_of.label, "Au nom de quelle organisation."),
        Column("themes", lambda r: ",".join(t.slug for t in r.themes.all()), "Thèmes, séparés par des virgules."),
        Column("destinataire", lambda r: r.addressee, "L’assemblée à qui le texte s’adresse."),
        Column("deposee_le", lambda r: _moved(r, "submit"), "Date du dépôt.", "date"),
        Column("recevable_le", lambda r: _moved(r, "admit"), "Date de la recevabilité.", "date"),
        Column("votee_le", lambda r: _moved(r, "adopt", "reject"), "Date du vote.", "date"),
        Column("scrutin", lambda r: _vote(r) and _vote(r).pk, "Numéro du scrutin : scrutins/NUMÉRO.json.", "integer"),
        Column("transmise_le", lambda r: sent(r, "sent_on"), "Date de transmission à l’assemblée.", "date"),
        Column("reponse_attendue_le", lambda r: sent(r, "due_on"), "Date à laquelle la réponse est attendue.", "date"),
        Column("repondue_le", lambda r: answer(r, "answered_on"), "Date de la réponse.", "date"),
        Column("reponse", lambda r: answer(r, "outcome"), "Sens de la réponse.", constraints=one_of(AnswerOutcome)),
        Column("motif", lambda r: answer(r, "reason"), "Motif ou précisions de l’assemblée."),
        Column("deliberation", lambda r: answer(r, "deliberation_number"), "Numéro de la délibération qui répond."),
        Column("deliberation_url", lambda r: answer(r, "deliberation_url"), "Adresse de la délibération qui répond."),
        Column("empreinte", lambda r: _text(r).digest, "SHA-256 du texte figé.", constraints=REQUIRED),
        Column("adresse", lambda r: root + page_of(r.number), "Adresse permanente.", constraints=REQUIRED),
    )  # fmt: skip


def one_of(choices) -> dict:
    """The constraint of a column that holds one of the words of an enumeration."""
    return {"enum": list(choices.values)}


def _of(*path):
    """A reader of a related record's field, which gives None where there is no such record."""

    def read(record, name):
        for step in path:
            record = getattr(record, step, None)
            if record is None:
                return None
        return getattr(record, name)

    return read


def _text(record):
    return list(record.versions.all())[-1]


def _vote(record):
    return deciding([ballot for version in record.versions.all() for ballot in version.ballots.all()])


def _moved(record, *steps):
    """The day of the last move by one of these steps, or None."""
    moments = [move.at for move in record.moves.all() if move.step in steps]
    return timezone.localdate(moments[-1]) if moments else None
