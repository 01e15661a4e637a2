"""A stored ballot as the public file that anyone can recount, and its outcome decided from that file (RULES V13)."""

from governance.ballot_file import FORMAT, parse
from governance.enums import BallotState
from governance.methods import manner_of
from governance.models import Ballot


def ballot_file_of(ballot):
    """Return the ballot, given as a Ballot or its id, in the form of docs/recount.md.

    Raises Ballot.DoesNotExist. What is open shows no vote (RULES V10).
    """
    if not isinstance(ballot, Ballot):
        ballot = Ballot.objects.select_related("version__recommendation", "amendment").get(pk=ballot)
    content = {
        "format": FORMAT,
        "ballot": ballot.pk,
        "question": ballot.question,
        **({"recommendation": ballot.recommendation.number} if ballot.recommendation else {}),
        **({"amendment": ballot.amendment.label} if ballot.amendment else {}),
        "text_sha256": ballot.text_digest,
        "occasion": ballot.occasion,
        "date": ballot.occasion_date.isoformat(),
        "method": ballot.method,
        "rule": ballot.rule,
        "electorate": {
            "entitled": ballot.entitled,
            "present": ballot.present,
            "represented": ballot.represented,
            "colleges": ballot.colleges,
        },
        "casting_vote": casting_vote_of(ballot),
    } | manner_of(ballot).part(ballot)
    if ballot.evidence_url:
        content["evidence"] = ballot.evidence_url
    if ballot.state == BallotState.PROCLAIMED:
        content["proclaimed"] = {"outcome": ballot.outcome}
    return content


def casting_vote_of(ballot):
    vote = getattr(ballot, "casting_vote", None) if ballot.pk else None
    return vote.choice if vote else None


def decided(ballot):
    """Return the outcome object of docs/recount.md; raises MalformedBallot when the counts are impossible."""
    return parse(ballot_file_of(ballot)).outcome().as_dict()
