"""To the assembly and back: exactly the adopted text leaves, once; the answer comes with its reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.history import save_signed
from common.lifecycle import Refused
from common.uploads import keep
from governance.enums import ADOPTED_OR_LATER, BallotState
from governance.models import Answer, AnswerPoint, Ballot, Transmission, Version
from governance.procedure import LIFE

from .documents import issue
from .liaison import send_link


def adopted_version(recommendation):
    """Return the version that was adopted: that of its ballot (RULES R5), or None.

    A text adopted without a ballot was taken over from before this register: its one version is what was voted then.
    """
    ballot = (
        Ballot.objects.on_texts()
        .filter(version__recommendation=recommendation, state=BallotState.PROCLAIMED, outcome="adopted")
        .select_related("version")
        .last()
    )
    if ballot:
        return ballot.version
    taken_over = recommendation.state in ADOPTED_OR_LATER
    return recommendation.versions.order_by("number").last() if taken_over else None


@transaction.atomic
def transmit(recommendation, *, by, at, letter, due_on, addressee="", address=""):
    """Send the adopted text with its letter; the answer is due on a date (RULES R2, T1). Returns the Transmission.

    The document that leaves is drawn and kept in the same transaction; with an e-mail `address` it leaves at once, with
    a link by which the assembly answers (T2).
    Raises AlreadyRecorded when it was sent before (T4), Refused when the text is no longer the one voted.
    """
    version = adopted_version(recommendation)
    if version and version.digest != Version.digest_of(recommendation.words()):
        raise Refused(_("Le texte n’est plus celui qui a été voté : il ne peut pas être transmis."))
    recommendation = LIFE.take("transmit", recommendation, by=by, at=at, letter=letter)
    transmission = Transmission(
        recommendation=recommendation,
        version=version,
        text_digest=version.digest,
        addressee=addressee or recommendation.addressee,
        letter=letter,
        sent_on=timezone.localdate(at),
        due_on=due_on,
        sent_by=by,
    )
    transmission.full_clean(exclude=["document"])
    transmission.save()
    issue(transmission, at=at)
    if address:
        send_link(transmission, address=address, by=by, at=at)
    return transmission


@transaction.atomic
def acknowledge(recommendation, *, by, at, reference="", on=None):
    """Note that the assembly received the text, with its reference (RULES R2). Returns the recommendation."""
    recommendation = LIFE.take("acknowledge", recommendation, by=by, at=at, note=reference)
    transmission = recommendation.transmission
    transmission.acknowledged_on, transmission.acknowledgement = on or timezone.localdate(at), reference
    transmission.full_clean(exclude=["document"])
    transmission.save()
    return recommendation


@transaction.atomic
def answer(
    recommendation, *, by, at, outcome, reason="", points=(), postponed_to=None, deliberation_number="",
    deliberation_on=None, deliberation_url="", attachment=None, on=None,
):  # fmt: skip
    """Record the assembly's answer (RULES R2). `points`: (asked, outcome, text) in order; `attachment`: an uploaded PDF
    of the deliberation, kept with its digest. Returns the Answer."""
    recommendation = LIFE.take(
        "answer", recommendation, by=by, at=at, note=deliberation_number, outcome=outcome, reason=reason,
        postponed_to=postponed_to,
    )  # fmt: skip
    given = Answer(
        transmission=recommendation.transmission,
        outcome=outcome,
        reason=reason,
        postponed_to=postponed_to,
        deliberation_number=deliberation_number,
        deliberation_on=deliberation_on,
        deliberation_url=deliberation_url,
        answered_on=on or timezone.localdate(at),
    )
    given.full_clean()
    if attachment:
        given.attachment_digest = keep(given.attachment, attachment, name=f"{recommendation.number}-deliberation.pdf")
    save_signed(given, by=by, at=at)
    AnswerPoint.objects.bulk_create(
        AnswerPoint(answer=given, position=position, asked=asked, outcome=result, text=text)
        for position, (asked, result, text) in enumerate(points, start=1)
    )
    return given
