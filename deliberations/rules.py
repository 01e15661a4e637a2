"""Who may do what with a sitting. Predicates: they answer, they change nothing."""

from django.utils import timezone

from accounts.rules import is_clerk
from council.enums import OfficeKind, SeatRole, Visibility
from council.models import Term
from council.rules import is_co_chair, is_member, person_of, seats_of, sits_on
from deliberations.enums import MinutesState, SittingState
from deliberations.models import AgendaItem, Attendance, ItemPaper, Sitting


def oversees(user, at):
    """RULES S, C5: the co-chairs and the secretariat prepare, convene and conduct sittings."""
    return is_clerk(user) or is_co_chair(user, at)


def visible_to_user(user, at):
    """RULES E4: convened sittings for everybody, drafts for who prepares them."""
    return Sitting.objects.visible_to(oversees=oversees(user, at))


def items_visible_to(user, sitting, at):
    """RULES S5: internal items are for the members and for who prepares the sitting."""
    items = AgendaItem.objects.filter(sitting=sitting).in_order()
    return items if is_inside(user, at) else items.filter(visibility=Visibility.PUBLIC)


def may_prepare(user, sitting, at):
    """RULES S5: the agenda changes until the sitting opens."""
    return oversees(user, at) and sitting.state in (
        SittingState.DRAFT,
        SittingState.CONVENED,
        SittingState.POSTPONED,
    )


def is_inside(user, at):
    """RULES S5: members, and who prepares sittings, see internal items and their papers."""
    return oversees(user, at) or is_member(user, at)


def papers_visible_to(user, at):
    """RULES S4, E4: the papers that somebody may read, of the sittings they may find."""
    papers = ItemPaper.objects.visible_to(inside=is_inside(user, at))
    return papers.filter(item__sitting__in=visible_to_user(user, at))


def may_ask_for_items(user, body, at):
    """RULES S6: who holds a seat of the body, titular or alternate, voting or advisory."""
    return any(term.seat.college.body_id == body.pk for term in seats_of(user, at))


def decides_on_requests(user, at):
    """RULES S6, C5: the co-chairs accept or refuse the items that members ask for."""
    return is_co_chair(user, at)


def may_conduct(user, sitting, at):
    """RULES S8: attendance, items and ballots are kept by the secretariat and the co-chairs."""
    return oversees(user, at)


def calls_the_roll(user):
    """RULES V8: the secretariat notes what each member says when called; the chair keeps the room."""
    return is_clerk(user)


def may_speak_for(user, person, at):
    """RULES P1, S9, V9: members announce, entrust and step aside for themselves; who conducts records it for them."""
    own = person_of(user)
    return oversees(user, at) or (own is not None and own.pk == person.pk)


def term_on(seat, person, day):
    """RULES C1: the term by which a person holds a seat on a day, as titular or alternate, or None."""
    return Term.objects.in_force(day).filter(seat=seat, person=person).order_by("-role").first()


def titular_on(seat, day):
    """RULES C1: the titular of a seat on a day, or None for a vacant one."""
    term = Term.objects.in_force(day).filter(seat=seat, role=SeatRole.TITULAR).select_related("person").first()
    return term.person if term else None


def day_of(sitting):
    """The local day on which a sitting meets: the day whose composition and rules it keeps (RULES C6)."""
    return timezone.localdate(sitting.starts_at)


def may_preside(person, sitting, at):
    """RULES C5: a co-chair of that day, or, where none can, a member who is in the room."""
    chairs = sitting.body.offices.in_force(day_of(sitting)).filter(kind=OfficeKind.CO_CHAIR)
    if chairs.filter(person=person).exists() or _co_chairs_of_plenary(person, sitting):
        return True
    return Attendance.objects.filter(sitting=sitting, person=person).at(at).exists()


def _co_chairs_of_plenary(person, sitting):
    offices = person.offices.in_force(day_of(sitting))
    return offices.filter(kind=OfficeKind.CO_CHAIR, body__kind="plenary").exists()


def minutes_are_frozen(sitting):
    """RULES M2: from approval on, nothing that the minutes say can change."""
    minutes = getattr(sitting, "minutes", None)
    return minutes is not None and minutes.state in (MinutesState.APPROVED, MinutesState.PUBLISHED)


def signatories_awaited(sitting):
    """RULES C5, S2: the co-chairs whose signature the profile asks for and who have not signed yet."""
    chairs = [office.person for office in _chairs(sitting)]
    if sitting.profile.convening == "any" or not chairs:
        return []
    signed = _signed(sitting)
    asked = chairs if sitting.profile.convening == "all" else [whose_turn(sitting, chairs)]
    return [person for person in asked if person.pk not in signed]


def whose_turn(sitting, chairs):
    """RULES C5, in rotation: the co-chair who has signed least recently, the longest in office first."""
    order = {}
    moves = sitting.moves.model.objects.filter(step="sign", sitting__body=sitting.body).exclude(sitting=sitting)
    for rank, person_id in enumerate(moves.order_by("pk").values_list("by__person", flat=True)):
        order[person_id] = rank
    return min(chairs, key=lambda person: order.get(person.pk, -1))


def _chairs(sitting):
    offices = sitting.body.offices.in_force(day_of(sitting)).filter(kind=OfficeKind.CO_CHAIR)
    return offices.select_related("person").order_by("starts_on", "pk")


def _signed(sitting):
    return set(sitting.moves.filter(step="sign").values_list("by__person", flat=True))


def may_proofread(user, person, sitting, at):
    """RULES M3: a member, present or past of that sitting, asks for corrections in their own name."""
    own = person_of(user)
    if own is None or own.pk != person.pk:
        return False
    return is_member(user, at) or sits_on(person, day_of(sitting))


def may_have_dissent_recorded(user, person, sitting, at):
    """CRPA R133-13: whoever held a seat on the day of the sitting, by themselves or through who keeps the minutes."""
    return may_speak_for(user, person, at) and sits_on(person, day_of(sitting))
