"""The floor at the desk: the list of speakers, motions (RULES S11)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.doors import attempt
from deliberations import desk_forms, services
from deliberations.enums import MotionOutcome
from deliberations.models import Motion, SpeakerTurn
from deliberations.models.room import read_room
from deliberations.presenters.desk import people_here

from .desk import address, desk_form
from .doors import for_who_oversees

TURNS = {
    "donner": (services.give_floor, {}, gettext_lazy("%(who)s a la parole.")),
    "rendre": (services.end_floor, {}, gettext_lazy("%(who)s a rendu la parole.")),
    "retirer": (services.give_up_floor, {}, gettext_lazy("%(who)s n’est plus sur la liste.")),
    "monter": (services.move_turn, {"step": -1}, gettext_lazy("%(who)s passe avant.")),
    "descendre": (services.move_turn, {"step": 1}, gettext_lazy("%(who)s passe après.")),
}


@require_POST
@for_who_oversees
def ask(request, sitting, at, pk):
    """Put somebody on the list of speakers: who is there, or a guest by name."""
    item = get_object_or_404(sitting.items, pk=pk)
    room = read_room(sitting)
    form = desk_forms.SpeakerForm(request.POST, people=people_here(room), auto_id="speaker_%s")

    def put(data):
        facts = {"guest": data["guest"], "limit": data["limit"]}
        if stay := room.stay_of(data["person"]):
            facts |= {"seat": stay.seat, "person": stay.person}
        return services.ask_floor(item, by=request.user, at=at, **facts)

    return desk_form(request, sitting, at, "speaker", form, put, done=_("C’est noté."), item=item, anchor="#parole")


@require_POST
@for_who_oversees
def turn(request, sitting, at, pk, name):
    """Give the floor, end it, take off the list, move up or down."""
    if name not in TURNS:
        raise Http404
    found = get_object_or_404(SpeakerTurn.objects.with_names(), pk=pk, item__sitting=sitting)
    act, facts, done = TURNS[name]
    attempt(request, lambda: act(found, by=request.user, at=at, **facts), done=done % {"who": found})
    return redirect(address(sitting, found.item, "#parole"))


@require_POST
@for_who_oversees
def raise_motion(request, sitting, at, pk):
    """Note a motion or a point of order."""
    item = get_object_or_404(sitting.items, pk=pk)
    room = read_room(sitting)
    form = desk_forms.MotionForm(request.POST, people=people_here(room), auto_id="motion_%s")

    def note(data):
        person = room.stay_of(data.pop("person")).person
        return services.raise_motion(item, person=person, by=request.user, at=at, **data)

    return desk_form(request, sitting, at, "motion", form, note, done=_("La motion est notée."), item=item,
                     anchor="#motions")  # fmt: skip


@require_POST
@for_who_oversees
def settle_motion(request, sitting, at, pk, outcome):
    """Note what came of a motion."""
    motion = get_object_or_404(Motion.objects.select_related("item"), pk=pk, item__sitting=sitting)
    if outcome not in MotionOutcome.values or outcome == MotionOutcome.PENDING:
        raise Http404
    attempt(
        request,
        lambda: services.settle_motion(motion, outcome=outcome, by=request.user, at=at),
        done=_("La suite de la motion est notée."),
    )
    return redirect(address(sitting, motion.item, "#motions"))
