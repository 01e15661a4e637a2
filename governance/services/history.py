"""Taking over what a council recommended before it kept this register, as it was and without pretending (RULES E2).

The steps that are known become moves at their own dates; no ballot is made up: totals of an old vote are told in the
note of the move that it decided. The register holds one act, the taking over, at the moment it is done.
"""

from datetime import datetime, time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.formats import counted
from common.lifecycle import NotAllowed
from common.slugs import free_slug, slug_of
from governance.dates import answer_due_on
from governance.enums import State as S
from governance.models import Answer, Recommendation, RecommendationMove, Theme, Transmission
from governance.rules import CLERK, is_clerk
from register.services import hold, record

from .drafting import freeze
from .past import Past, problems_of

__all__ = ["Past", "take_over", "theme_named"]


@transaction.atomic
def take_over(past, *, by, at):
    """Record a recommendation of before this register, with its known steps (RULES R2, R3). Returns it.

    Raises NotAllowed for who is not of the secretariat, ValidationError naming each field that cannot be.
    New texts are numbered after the highest number taken over.
    """
    if not is_clerk(by):
        raise NotAllowed("take_over")
    if reasons := problems_of(past, timezone.localdate(at)):
        raise ValidationError(reasons)
    with translation.override(settings.LANGUAGE_CODE):
        hold()
        recommendation = _recommendation(past, by, at)
        version = freeze(recommendation, by=by, at=at, reason=_("repris du registre antérieur"))
        steps = _steps(past)
        for name, source, target, day, note in steps:
            RecommendationMove.objects.create(
                recommendation=recommendation, step=name, source=source, target=target, by=by,
                by_function=CLERK.name, at=_noon(day), note=note,
            )  # fmt: skip
        if past.sent_on:
            _transmission(past, recommendation, version, by, at)
    record(
        act="recommendation.taken_over",
        subject=recommendation.subject,
        actor_function=CLERK.name,
        content={"state": past.state, "text": version.digest, "steps": [list(step) for step in steps]},
        at=at,
    )
    return recommendation


def theme_named(name):
    """Return the theme of this name, whatever its accents and capitals; a new one when there is none."""
    slug = slug_of(name, 80)
    found = next((theme for theme in Theme.objects.all() if slug_of(theme.name, 80) == slug), None)
    return found or Theme.objects.create(name=name, slug=free_slug(name, Theme.objects.all(), 80))


def _recommendation(past, by, at):
    recommendation = Recommendation(
        kind=past.kind, state=past.state, year=past.year, sequence=past.sequence, number=past.number,
        author=past.author, on_behalf_of=past.on_behalf_of, addressee=settings.COUNCIL_ADDRESSEE,
        created_at=_noon(past.submitted_on), changed_at=at, public_since=_noon(past.submitted_on), **past.words,
    )  # fmt: skip
    recommendation._history_user, recommendation._history_date = by, at
    recommendation._change_reason = _("reprise du registre antérieur")
    recommendation.full_clean()
    recommendation.save()
    recommendation.themes.set(past.themes)
    recommendation.places.set(past.places)
    return recommendation


def _steps(past):
    """(step, from, to, day, note) of each step that is known to have been taken, in their order."""
    taken, undated = _("Repris du registre antérieur."), _("Repris du registre antérieur, qui n’en donne pas la date.")
    steps = [("submit", S.DRAFT, S.SUBMITTED, past.submitted_on, taken)]

    def then(name, target, day, note=taken):
        steps.append((name, steps[-1][2], target, day, note))

    if past.state == S.ADMISSIBLE:
        then("admit", S.ADMISSIBLE, past.submitted_on, undated)
    if past.voted_on:
        adopted = past.state != S.REJECTED
        then("adopt" if adopted else "reject", S.ADOPTED if adopted else S.REJECTED, past.voted_on, _counts(past))
    if past.sent_on:
        then("transmit", S.TRANSMITTED, past.sent_on)
    if past.answered_on:
        then("answer", S.ANSWERED, past.answered_on)
    if past.state in (S.IN_IMPLEMENTATION, S.IMPLEMENTED):
        then("implement", S.IN_IMPLEMENTATION, past.answered_on, undated)
    if past.state == S.IMPLEMENTED:
        then("complete", S.IMPLEMENTED, past.answered_on, undated)
    return [(name, str(source), str(target), day, note) for name, source, target, day, note in steps]


def _counts(past):
    """« Repris du registre antérieur : 29 pour, 6 contre, 5 abstentions. »"""
    if past.votes_for is None:
        return _("Repris du registre antérieur, qui ne donne pas le décompte du vote.")
    return _("Repris du registre antérieur : %(for)s pour, %(against)s contre, %(abstain)s.") % {
        "for": past.votes_for,
        "against": past.votes_against,
        "abstain": counted(past.abstentions, _("abstention"), _("abstentions")),
    }


def _transmission(past, recommendation, version, by, at):
    """What was sent and answered; the letter itself stays in the earlier register, and no document is drawn."""
    transmission = Transmission(
        recommendation=recommendation, version=version, text_digest=version.digest,
        addressee=recommendation.addressee, letter=_("La lettre est conservée avec le registre antérieur."),
        sent_on=past.sent_on, due_on=past.due_on or answer_due_on(past.sent_on), sent_by=by,
    )  # fmt: skip
    transmission.full_clean(exclude=["document"])
    transmission.save()
    if not past.answered_on:
        return
    given = Answer(
        transmission=transmission, outcome=past.outcome, reason=past.reason, postponed_to=past.postponed_to,
        deliberation_number=past.deliberation_number, answered_on=past.answered_on,
    )  # fmt: skip
    given._history_user, given._history_date = by, at
    given.full_clean()
    given.save()


def _noon(day):
    """The moment that stands for a day whose hour is not known."""
    return timezone.make_aware(datetime.combine(day, time(12)))
