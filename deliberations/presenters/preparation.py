"""What the preparation screen shows: are we ready? (RULES S2, S6, S9, S12)."""

from council.rules import person_of
from deliberations.enums import SittingState
from deliberations.models.room import read_room
from deliberations.rules import decides_on_requests, signatories_awaited
from deliberations.services import has_unsent_changes, open_action_points
from governance.models import Recommendation

from .dispatches import dispatches_of
from .forecast import forecast_of, proxies_shown, replies_shown
from .readiness import advice, checklist, countdown, signatures

TO_CONVENE = (SittingState.DRAFT, SittingState.POSTPONED)
ACTIONS = 20


def preparation_page(sitting, plan, user, at):
    """Return everything the screen shows, in a constant number of queries. `plan`: of presenters.plan."""
    room = read_room(sitting)
    to_convene = sitting.state in TO_CONVENE
    asked = list(sitting.item_requests.with_names())
    shown = {
        "to_convene": to_convene,
        "asked": asked,
        "decides": decides_on_requests(user, at),
        "actions": actions_of(sitting),
        "unsent": sitting.state == SittingState.CONVENED and has_unsent_changes(sitting),
        "dispatches": dispatches_of(sitting, room, at),
    }
    if to_convene:
        return plan | shown | before_convening(sitting, plan, room, user, at)
    forecast = forecast_of(sitting, room)
    return plan | shown | {"replies": replies_shown(sitting, forecast), "proxies": proxies_shown(forecast)}


def before_convening(sitting, plan, room, user, at):
    """Return what convening needs, the time left, who signs, and the texts that may still be placed."""
    lines = checklist(sitting, at)
    pending = sitting.item_requests.pending().count()
    return {
        "checklist": lines,
        "is_ready": all(line["met"] for line in lines),
        "advice": advice(plan["agenda"], plan["length"], pending),
        "countdown": countdown(sitting, at),
        "signatures": signatures(sitting, room.composition.co_chairs),
        "may_sign": sitting.state == SittingState.DRAFT and person_of(user) in signatories_awaited(sitting),
        "ready": Recommendation.objects.ready().select_related("rapporteur").order_by("number"),
    }


def actions_of(sitting):
    """Return what earlier sittings left to do, and whether it is on this agenda already (RULES S12)."""
    points = open_action_points(sitting.body).exclude(item__sitting=sitting)[:ACTIONS]
    resumed = set(sitting.items.exclude(follows_up=None).values_list("follows_up", flat=True))
    return [{"point": point, "resumed": point.pk in resumed} for point in points]
