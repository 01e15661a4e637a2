"""Items that members ask for, as they and the co-chairs see them (RULES S6)."""

from django.utils.translation import gettext as _

from common.formats import long_date
from deliberations.calendar import local_day
from deliberations.enums import SittingState
from deliberations.models import ItemRequest, Sitting
from deliberations.notice import last_asking_day
from deliberations.rules import may_ask_for_items
from governance.enums import IN_DISCUSSION
from governance.models import Recommendation

ASKED_FOR = (SittingState.DRAFT, SittingState.CONVENED, SittingState.POSTPONED)
SHOWN = 10


def sittings_to_ask(at):
    """The sittings to come for which a member may ask for an item: their date and name are known to members."""
    coming = Sitting.objects.filter(state__in=ASKED_FOR, starts_at__gte=at, second_call_of=None)
    return coming.select_related("profile", "body").order_by("starts_at")


def split_by_limit(sittings, user, at):
    """Return the sittings still open to requests, and those for which it is too late, of the bodies one sits on."""
    mine = [sitting for sitting in sittings if may_ask_for_items(user, sitting.body, at)]
    day = local_day(at)
    return (
        [sitting for sitting in mine if day <= last_asking_day(sitting)],
        [sitting for sitting in mine if day > last_asking_day(sitting)],
    )


def asking_words(sitting):
    """« Plénière, mardi 16 février 2027 (demandes jusqu’au lundi 1er février 2027) »."""
    facts = {
        "title": sitting.title, "day": long_date(sitting.starts_at), "last": long_date(last_asking_day(sitting)),
    }  # fmt: skip
    return _("%(title)s, %(day)s (demandes jusqu’au %(last)s)") % facts


def texts_to_link(person):
    """The texts of a member that are public and not decided yet."""
    mine = Recommendation.objects.written_by(person).public().filter(state__in=IN_DISCUSSION)
    return mine.order_by("number")


def requests_of(person):
    """What a member asked for, the latest first, with what became of it: one query."""
    return list(ItemRequest.objects.filter(person=person).with_names().order_by("-asked_at", "-pk")[:SHOWN])
