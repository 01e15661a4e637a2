"""Writing a text together: the author invites, the invited answer, either side may end it while it is theirs (R2, R3).

Each act is in the history of the row with who and when. None is in the register, which is public: a draft is not.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.history import save_signed
from common.lifecycle import AlreadyRecorded, NotAllowed, refuse_if
from council.models import Term
from council.rules import person_of
from governance.announcing import CO_AUTHOR_INVITED, announce
from governance.enums import CoAuthorState as C
from governance.models import CoAuthor, Recommendation
from governance.rules import is_author, with_its_authors


@transaction.atomic
def invite_co_author(recommendation, *, person, by, at):
    """The author invites a member of the council to write the text with them (RULES R2). Returns the CoAuthor.

    Raises NotAllowed for anybody else, Refused once the text left its authors' hands or for who is no member,
    AlreadyRecorded for who was invited before and did not refuse.
    """
    recommendation = _lock(recommendation)
    _authorise(is_author(by, recommendation, at), "invite_co_author")
    _still_theirs(recommendation)
    refuse_if(person.pk == recommendation.author_id, _("Vous êtes déjà l’auteur ou l’autrice de ce texte."))
    seated = Term.objects.in_force(timezone.localdate(at)).filter(person=person).exists()
    refuse_if(not seated, _("On écrit un texte avec des membres du conseil : cette personne n’y siège pas."))
    found = recommendation.co_authors.filter(person=person).first()
    if found and found.state in (C.INVITED, C.ACCEPTED):
        raise AlreadyRecorded(found, found.invited_at)
    found = found or CoAuthor(recommendation=recommendation, person=person)
    found.state, found.invited_at, found.answered_at = C.INVITED, at, None
    save_signed(found, by=by, at=at, reason=str(_("invitation")))
    announce(recommendation, CO_AUTHOR_INVITED, at)
    return found


@transaction.atomic
def accept_co_authoring(recommendation, *, by, at):
    """The invited person becomes a co-author: they see the draft, may edit it, and will be named (RULES R3)."""
    return _answer(recommendation, C.ACCEPTED, _("acceptée"), by, at)


@transaction.atomic
def decline_co_authoring(recommendation, *, by, at):
    """The invited person says no; a co-author takes their name off again, while the text is still theirs."""
    return _answer(recommendation, C.DECLINED, _("refusée"), by, at)


@transaction.atomic
def remove_co_author(recommendation, *, person, by, at):
    """The author takes an invitation back, or ends what was accepted, while the text is theirs (RULES R2)."""
    recommendation = _lock(recommendation)
    _authorise(is_author(by, recommendation, at), "remove_co_author")
    _still_theirs(recommendation)
    found = recommendation.co_authors.filter(person=person).first()
    refuse_if(found is None, _("Cette personne n’est pas invitée à écrire ce texte."))
    return _settle(found, C.ENDED, _("retirée"), by, at)


def _answer(recommendation, state, reason, by, at):
    recommendation = _lock(recommendation)
    found = recommendation.co_authors.filter(person=person_of(by)).first()
    if found is None or found.state == C.ENDED or (found.state, state) == (C.DECLINED, C.ACCEPTED):
        raise NotAllowed("answer")
    if not (found.state == C.INVITED and state == C.DECLINED):  # who never accepted may always say no
        _still_theirs(recommendation)
    return _settle(found, state, reason, by, at)


def _settle(found, state, reason, by, at):
    if found.state == state:
        raise AlreadyRecorded(found, found.answered_at)
    found.state, found.answered_at = state, max(at, found.invited_at)
    return save_signed(found, by=by, at=at, reason=str(reason))


def _still_theirs(recommendation):
    """R3: whose text it is changes only while it is a draft, or back in its authors' hands."""
    refuse_if(
        not with_its_authors(recommendation),
        _("Ce texte est déposé : ses auteurs et autrices ne changent plus."),
    )


def _authorise(allowed, act):
    if not allowed:
        raise NotAllowed(act)


def _lock(recommendation):
    return Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
