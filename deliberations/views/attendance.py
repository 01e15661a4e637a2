"""The roll at the desk: one gesture a seat, those who announced it, and hours put right (RULES S8, M2)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.doors import attempt
from common.formats import clock
from deliberations import desk_forms, services
from deliberations.enums import SittingState
from deliberations.forms import ReasonForm
from deliberations.models.room import read_room
from deliberations.presenters.seats import ALTERNATE, LEFT, REMOTE, ROOM

from .desk import address
from .doors import for_who_oversees, form_page


@require_POST
@for_who_oversees
def presence(request, sitting, at):
    """One gesture on the roll: « B-04:room », « B-04:left »…; back to that seat."""
    code, _colon, gesture = request.POST.get("presence", "").partition(":")
    room = read_room(sitting)
    line = room.lines.get(code)
    if line is None or line.vacant:
        raise Http404
    done = _("%(seat)s : c’est noté à %(at)s.") % {"seat": code, "at": clock(at)}
    attempt(request, lambda: note_presence(sitting, room, line, gesture, request.user, at), done=done)
    item = sitting.items.filter(pk=request.POST["point"]).first() if request.POST.get("point", "").isdecimal() else None
    return redirect(address(sitting, item, f"#seat-{code}"))


def note_presence(sitting, room, line, gesture, by, at):
    """Turn a gesture into arrivals and departures: who sits in another way leaves first (RULES C3, S8)."""
    here = [stay for stay in room.stays if stay.seat.code == line.seat.code and stay.left_at is None]
    if gesture == LEFT:
        return leave(sitting, here or [last_stay(room, line)], by, at)
    if gesture not in (ROOM, REMOTE, ALTERNATE):
        raise Http404
    person = line.alternate.person if gesture == ALTERNATE and line.alternate else line.titular.person
    mode = REMOTE if gesture == REMOTE else ROOM
    other = [stay for stay in here if stay.person_id != person.pk or stay.mode != mode]
    leave(sitting, other, by, at)
    return services.arrive(sitting, seat=line.seat, person=person, mode=mode, by=by, at=at)


def leave(sitting, stays, by, at):
    """Note departures; before the sitting opens nobody has attended yet, and what was noted is taken back whole."""
    for stay in stays:
        if stay.pk and sitting.state == SittingState.CONVENED:
            services.strike_stay(stay, by=by, at=at, reason=_("repris avant l’ouverture"))
        else:
            services.depart(sitting, seat=stay.seat, person=stay.person, by=by, at=at)


def last_stay(room, line):
    """The stay that a second departure would repeat, or an empty one that the service refuses in words."""
    stays = [stay for stay in room.stays if stay.seat.code == line.seat.code]
    return stays[-1] if stays else NeverCame(line)


class NeverCame:
    """Somebody who was noted nowhere."""

    pk = None

    def __init__(self, line):
        self.seat, self.person = line.seat, line.titular.person


@require_POST
@for_who_oversees
def announced(request, sitting, at):
    """Note the arrival of everybody who announced it; each seat keeps its own gesture to take it back."""
    attempt(
        request,
        lambda: services.arrive_announced(sitting, by=request.user, at=at),
        done=_("Les arrivées annoncées sont notées : reprenez siège par siège qui n’est pas là."),
    )
    return redirect(address(sitting, anchor="#presences"))


@require_safe
@for_who_oversees
def stays(request, sitting, at):
    """Every stay with its hours, each of which can be put right until the minutes are approved."""
    found = sitting.attendances.select_related("seat", "person").order_by("seat__code", "arrived_at")
    return render(request, "deliberations/stays.html", {"sitting": sitting, "stays": found})


@for_who_oversees
def correct(request, sitting, at, pk):
    """Put the hours of one stay right."""
    stay = get_object_or_404(sitting.attendances.select_related("seat", "person"), pk=pk)
    form = desk_forms.StayForm(request.POST or None, stay=stay)
    return form_page(
        request, sitting, form, lambda **data: services.correct_stay(stay, by=request.user, at=at, **data),
        title=_("Corriger la présence de %(who)s") % {"who": stay.person}, button=_("Corriger"),
        intro=_("Siège %(seat)s. L’heure notée d’abord reste dans l’historique.") % {"seat": stay.seat.code},
        done=_("La présence est corrigée."), back=reverse("deliberations:stays", args=[sitting.slug]),
    )  # fmt: skip


@for_who_oversees
def strike(request, sitting, at, pk):
    """Strike out a stay noted by mistake, for a reason that stays in the history."""
    stay = get_object_or_404(sitting.attendances.select_related("seat", "person"), pk=pk)
    form = ReasonForm(request.POST or None)
    return form_page(
        request, sitting, form, lambda **data: services.strike_stay(stay, by=request.user, at=at, **data),
        title=_("Retirer la présence de %(who)s") % {"who": stay.person}, button=_("Retirer cette présence"),
        intro=_("Pour une présence notée par erreur. Le pouvoir qu’elle avait rendu caduc vaut à nouveau."),
        done=_("La présence est retirée."), back=reverse("deliberations:stays", args=[sitting.slug]),
    )  # fmt: skip
