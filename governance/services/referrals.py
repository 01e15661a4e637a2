"""The council is asked its opinion, and gives it (RULES R7)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.history import save_signed
from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn
from council.rules import is_member, person_of
from governance.enums import Kind
from governance.models import Referral
from governance.rules import ASKERS, GIVEN_UP
from register.services import hold, record

from .drafting import start


@transaction.atomic
def ask_opinion(*, question, asked_by, due_on, by, at, context="", reference="", asked_on=None):
    """Record that the council is asked its opinion by a date (RULES R7). Returns the Referral.

    The assembly asks through its liaison, or through the secretariat for what comes on paper; the co-chairs ask
    themselves. The same question of the same day twice is one referral (AlreadyRecorded).
    """
    role = next((role for role in ASKERS.get(asked_by, ()) if role(by, None, at)), None)
    if role is None:
        raise NotAllowed("ask_opinion")
    hold()
    asked_on = asked_on or timezone.localdate(at)
    same = Referral.objects.filter(question=question, asked_on=asked_on, asked_by=asked_by).first()
    if same:
        raise AlreadyRecorded(same, at)
    year = timezone.localdate(at).year
    last = Referral.objects.filter(year=year).order_by("-sequence").values_list("sequence", flat=True).first() or 0
    referral = Referral(
        year=year, sequence=last + 1, number=f"S{year}-{last + 1:02d}", question=question, context=context,
        asked_by=asked_by, reference=reference, asked_on=asked_on, due_on=due_on, recorded_by=by,
    )  # fmt: skip
    referral.full_clean()
    save_signed(referral, by=by, at=at)
    content = {"question": question, "context": context, "asked_by": asked_by, "due": due_on.isoformat()}
    record(act="referral.asked", subject=referral.subject, actor_function=role.name, content=content, at=at)
    return referral


@transaction.atomic
def begin_opinion(referral, *, by, at):
    """Begin the opinion that answers a referral: a draft of its own kind, linked both ways. Returns it (RULES R7).

    Whoever sits on the council may; one opinion at a time. Raises AlreadyRecorded for who began it, OutOfTurn for
    others while it is under way or given.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    author = person_of(by)
    if author is None or not is_member(by, at):
        raise NotAllowed("begin_opinion")
    current = referral.opinion
    if current and current.state not in GIVEN_UP:
        if current.author_id == author.pk:
            raise AlreadyRecorded(current, current.created_at)
        raise OutOfTurn(_("Un avis est déjà en cours de rédaction sur cette saisine."))
    opinion = start(author=author, by=by, at=at, kind=Kind.OPINION, title=referral.question)
    referral.opinion = opinion
    save_signed(referral, by=by, at=at)
    return opinion
