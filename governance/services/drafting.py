"""Writing a proposal: begin, change, submit. Texts that others rely on are frozen as versions."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.lifecycle import AlreadyRecorded, NotAllowed, Refused, refuse_if
from council.models import Person
from governance.enums import BEFORE_ADMISSIBILITY
from governance.models import Recommendation, Version
from governance.procedure import LIFE
from governance.rules import is_author, may_edit

from .carrying import carry_over

WORDS = ("title", "summary", "body", "rationale")
FACTS = ("kind", "stage", "addressee", "on_behalf_of")


@transaction.atomic
def start(*, author, by, at, themes=(), places=(), sending=None, **fields):
    """Begin a draft in the name of `author`, seen by nobody else (RULES R3). Fields as in WORDS and FACTS.

    `sending` is which filling-in of a form asks for it. Raises AlreadyRecorded with the draft of the first sending,
    or of the same words by the same author (RULES E3).
    """
    recommendation = Recommendation(author=author, created_at=at, changed_at=at, sending=sending)
    _fill(recommendation, fields)
    if sending:
        _refuse_the_same(recommendation)
    recommendation.addressee = recommendation.addressee or settings.COUNCIL_ADDRESSEE
    if not is_author(by, recommendation, at):
        raise NotAllowed("start")
    _save(recommendation, by, at, _("commencée"))
    recommendation.themes.set(themes)
    recommendation.places.set(places)
    return recommendation


@transaction.atomic
def edit(recommendation, *, by, at, themes=None, places=None, reason="", seen=None, **fields):
    """Change the text while that is possible; return the fresh record. Raises Refused once it is frozen (R5).

    `seen`: the stamp of the text that the change was begun from; another one means that somebody saved it meanwhile.
    """
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if not may_edit(by, recommendation, at):
        raise Refused(
            _("Ce texte ne se modifie plus dans l’état « %(state)s ».") % {"state": recommendation.get_state_display()}
        )
    refuse_if(seen and seen != stamp_of(recommendation), _overtaken(recommendation))
    _fill(recommendation, fields)
    recommendation.changed_at = at
    _save(recommendation, by, at, reason or _("modifiée"))
    if themes is not None:
        recommendation.themes.set(themes)
    if places is not None:
        recommendation.places.set(places)
    return recommendation


def stamp_of(recommendation):
    """Which saving of a text a form was filled in from: it travels with the form."""
    return recommendation.changed_at.isoformat()


def _overtaken(recommendation):
    last = recommendation.history.select_related("history_user").first()
    sentence = _("%(who)s a enregistré ce texte entre-temps : relisez ce que le vôtre y changerait, puis enregistrez.")
    return sentence % {"who": last.history_user if last and last.history_user else _("Quelqu’un")}


@transaction.atomic
def submit(recommendation, *, by, at, note=""):
    """Submit a draft, or a corrected text: it takes its number and its version is frozen (RULES R2)."""
    recommendation = LIFE.take("submit", recommendation, by=by, at=at, note=note)
    freeze(recommendation, by=by, at=at, reason=_("dépôt"))
    return recommendation


def freeze(recommendation, *, by, at, reason, made=None):
    """Freeze the present text as the next version and return it; an unchanged text keeps its last version.

    Open amendments are carried over to it where their place is untouched (RULES R4); `made`: the changes that led to
    it, where they are known better than by comparing.
    """
    last = recommendation.versions.order_by("-number").first()
    digest = Version.digest_of(recommendation.words())
    if last and last.digest == digest:
        return last
    version = Version.objects.create(
        recommendation=recommendation,
        number=last.number + 1 if last else 1,
        digest=digest,
        reason=str(reason),
        frozen_by=by,
        frozen_at=at,
        **recommendation.words(),
    )
    recommendation.keep_card()
    if last:
        carry_over(last, version, by=by, at=at, made=made)
    return version


def keep_text(recommendation, words, *, by, at, reason):
    """Store what amendments make of the text, whatever its state: the caller's rule allows it (RULES R4)."""
    _fill(recommendation, words)
    recommendation.changed_at = at
    _save(recommendation, by, at, reason)


def _refuse_the_same(draft):
    """Two clicks wait for one another at their author's row; the second finds what the first began."""
    author = Person.objects.select_for_update(of=("self",)).get(pk=draft.author_id)
    same_words = Q(state__in=BEFORE_ADMISSIBILITY, **draft.words())
    first = author.recommendations.filter(Q(sending=draft.sending) | same_words).order_by("pk").first()
    if first:
        raise AlreadyRecorded(first, first.created_at)


def _fill(recommendation, fields):
    """Copy the given fields; an unknown one is the programmer's mistake."""
    if unknown := fields.keys() - {*WORDS, *FACTS}:
        raise TypeError(f"not a field of the text: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(recommendation, name, value)


def _save(recommendation, by, at, reason):
    """Validate and save with who, when and why in the history (RULES R3)."""
    recommendation._history_user, recommendation._history_date = by, at
    recommendation._change_reason = str(reason)
    recommendation.full_clean(exclude=["body", "rationale", "summary", "addressee"])
    recommendation.save()
