"""Who may do what with a recommendation and its ballots. Predicates: they answer, they change nothing."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.rules import is_clerk, is_liaison
from common.lifecycle import Role
from council.rules import is_co_chair, is_member, person_of
from governance.enums import OPEN_TO_EDITING, Asker, BallotState, State
from governance.models import OpinionsClosed, Recommendation


def is_author(user, recommendation, at):
    """RULES R2: who wrote the recommendation, for themselves or for an organisation."""
    person = person_of(user)
    return person is not None and recommendation.author_id == person.pk


def is_co_author(user, recommendation, at):
    """RULES R2: who accepted to write it with its author; the author alone submits and withdraws."""
    person = person_of(user)
    return person is not None and recommendation.co_authors.accepted().filter(person=person).exists()


def with_its_authors(recommendation):
    """Whether the text is in the hands of those who write it: a draft, or one that came back (RULES R2)."""
    return recommendation.state in (State.DRAFT, State.INADMISSIBLE)


def is_rapporteur(user, recommendation, at):
    """RULES R2: who was named to bring the text to the vote."""
    person = person_of(user)
    return person is not None and recommendation.rapporteur_id == person.pk


def comes_by_link(user, recommendation, at):
    """RULES T2: whoever holds a link acts as the assembly's liaison, on the text of that link and on no other."""
    link = getattr(user, "link", None)
    if link is None or recommendation is None:
        return False
    return link.opens(at) and link.transmission.recommendation_id == recommendation.pk


AUTHOR = Role("author", _("auteur ou autrice"), is_author)
RAPPORTEUR = Role("rapporteur", _("rapporteur ou rapporteuse"), is_rapporteur)
CO_CHAIR = Role("co_chair", _("coprésidence"), lambda user, record, at: is_co_chair(user, at))
CLERK = Role("clerk", _("secrétariat"), lambda user, record, at: is_clerk(user))
LIAISON = Role(
    "liaison",
    _("liaison de l’assemblée"),
    lambda user, record, at: is_liaison(user) or comes_by_link(user, record, at),
)
PROPOSER = Role("proposer", _("auteur ou autrice de l’amendement"), lambda user, record, at: is_proposer(user, record))
REPORTS = Role("rapporteur", RAPPORTEUR.label, lambda user, record, at: is_rapporteur(user, record.recommendation, at))
ROLES = (AUTHOR, RAPPORTEUR, CO_CHAIR, CLERK, LIAISON, PROPOSER)
FUNCTION_LABELS = {role.name: role.label for role in ROLES}


def oversees(user, at):
    """Co-chairs and secretariat see every text from its submission on."""
    return is_clerk(user) or is_co_chair(user, at)


def visible_to_user(user, at):
    """RULES R3, E4: the public ones, one's own drafts, and for who oversees every submitted one."""
    return Recommendation.objects.visible_to(person=person_of(user), oversees=oversees(user, at))


def may_edit(user, recommendation, at):
    """RULES R3, R5: authors while it is theirs, the rapporteur while it is in drafting; nobody afterwards."""
    if recommendation.state not in OPEN_TO_EDITING:
        return False
    if recommendation.state == State.DRAFTING:
        return is_rapporteur(user, recommendation, at)
    return is_author(user, recommendation, at) or is_co_author(user, recommendation, at)


def may_conduct_ballots(user, at):
    """RULES V2, S: the secretariat and the co-chairs open, close and proclaim."""
    return is_clerk(user) or is_co_chair(user, at)


def may_cast(user, elector):
    """RULES V8, P5: each voice is cast by its caster; the secretariat may call the roll."""
    return carries(user, elector) or is_clerk(user)


def carries(user, elector):
    """RULES V12, P5: a secret vote is cast by nobody but who carries the voice."""
    person = person_of(user)
    return person is not None and elector.caster_id == person.pk


def may_note_aloud(user, elector, at):
    """RULES V14: an objection is heard by the room, so whoever conducts may write down what a voice says aloud."""
    return carries(user, elector) or may_conduct_ballots(user, at)


def is_proposer(user, amendment):
    """RULES R4: who wrote the amendment, for themselves or for an organisation."""
    person = person_of(user)
    return person is not None and amendment.proposer_id == person.pk


def may_contribute(user, recommendation, at):
    """RULES R2, assign: members, titular or alternate, amend and comment while the text is in drafting."""
    return recommendation.state == State.DRAFTING and is_member(user, at)


def may_attach_opinion(user, ballot):
    """RULES R6: any voter of a proclaimed ballot on a text, for their own voice or by proxy, until it is closed.

    None is attached to the vote on an amendment, nor to a question that has no text.
    """
    person, on_text = person_of(user), ballot.version_id is not None and ballot.amendment_id is None
    if person is None or not on_text or ballot.state != BallotState.PROCLAIMED or not ballot.outcome:
        return False
    voices = ballot.electors.filter(Q(person=person) | Q(caster=person))
    return voices.exists() and not OpinionsClosed.objects.filter(ballot=ballot).exists()


GIVEN_UP = (State.WITHDRAWN, State.MERGED, State.REJECTED)  # an opinion that will not come: another may be begun
ASKERS = {  # RULES R7: who records a question, by who asks it
    Asker.ASSEMBLY: (LIAISON, CLERK),
    Asker.CO_CHAIRS: (CO_CHAIR,),
}


def may_ask(user, at):
    """RULES R7: the voices in which somebody may ask the council's opinion, as values of Asker."""
    return [asker for asker, roles in ASKERS.items() if any(role(user, None, at) for role in roles)]


def may_begin_opinion(user, referral, at):
    """RULES R7: whoever sits on the council, while no opinion is under way or given."""
    free = referral.opinion is None or referral.opinion.state in GIVEN_UP
    return free and is_member(user, at)
