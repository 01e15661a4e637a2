"""What the public pages show of sittings."""

from itertools import groupby, pairwise

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.formats import clock_span, long_date
from common.keeping import changes_at, shows_only
from deliberations.enums import HELD, ReplyAnswer, SittingState
from deliberations.models import ExaminedList, ItemBallot, Sitting, SittingPage
from deliberations.models.room import quorum_rule, read_room
from deliberations.papers.changes import changes_between
from deliberations.rules import is_inside, items_visible_to, oversees
from deliberations.wording import quorum_sentence
from governance.enums import BallotState

from .agenda import agenda_lines, timed_items
from .ballots import decision
from .live import ballots_of
from .members import terms_of
from .minutes import readable_minutes
from .papers import papers_by_item

NOT_HELD_YET = (SittingState.DRAFT, SittingState.CONVENED, SittingState.POSTPONED)
DECIDED = Q(items__item_ballots__ballot__state=BallotState.PROCLAIMED) & ~Q(
    items__item_ballots__ballot__outcome="no_quorum"
)


def sittings_list(sittings, at):
    """Return the next sitting, those to come and the others by year, newest first: one query."""
    rows = list(
        sittings.select_related("body", "minutes")
        .annotate(decisions=Count("items__item_ballots", filter=DECIDED, distinct=True))
        .order_by("-starts_at")
    )
    to_come = sorted((row for row in rows if is_to_come(row, at)), key=lambda row: row.starts_at)
    past = [row for row in rows if not is_to_come(row, at)]
    years = groupby(past, key=lambda row: timezone.localtime(row.starts_at).year)
    following = next((row for row in to_come if row.state != SittingState.DRAFT), None)
    return {
        "next": following,
        "next_facts": facts_of(following) if following else [],
        "to_come": [row for row in to_come if row is not following],
        "years": [(year, list(those)) for year, those in years],
    }


def is_to_come(sitting, at):
    """Whether people may still wait for it, or are in it."""
    if sitting.state == SittingState.OPEN:
        return True
    waits = sitting.state in NOT_HELD_YET and sitting.ends_at >= at
    if waits:
        changes_at(sitting.ends_at)
    return waits


def sitting_page(sitting, user, at):
    """Return everything the page of one sitting shows to one reader, in a constant number of queries."""
    inside = is_inside(user, at)
    items = list(items_visible_to(user, sitting, at))
    held = sitting.state in HELD
    decisions = decisions_of(sitting, items) if held or sitting.state == SittingState.OPEN else []
    if sitting.state != SittingState.ADJOURNED:  # which waits for another sitting, its second call
        shows_only("sitting", [sitting.pk])
    shows_only("text", [item.recommendation_id for item in items])
    shows_only("text", [decision["text"].pk for decision in decisions if decision["text"]])
    return {
        "sitting": sitting,
        "page": SittingPage.objects.live().filter(sitting=sitting).first(),
        "facts": facts_of(sitting, inside=inside),
        "agenda": agenda_lines(timed_items(sitting, items), papers_by_item(sitting, items, user, at)),
        "changes": [] if held else changes_of(sitting, inside),
        "held": held,
        "to_come": is_to_come(sitting, at),
        "decisions": decisions,
        "attendance": attendance_of(sitting) if held else None,
        "last_move": sitting.moves.last() if sitting.state in WITH_REASON else None,
        "adjournment": adjournment_of(sitting) if sitting.state == SittingState.ADJOURNED else None,
        "minutes": readable_minutes(sitting, user, at),
        "examined": held and ExaminedList.objects.filter(sitting=sitting).exists(),
        "my_ballots": ballots_of(sitting, user),
        "may_reply": sitting.state == SittingState.CONVENED and bool(terms_of(sitting, user)),
        "may_follow": sitting.state == SittingState.OPEN and bool(terms_of(sitting, user)),
        "oversees": oversees(user, at),
    }


def changes_of(sitting, inside):
    """Return what each later version of the agenda changed, latest first, for the public or for the members: one query.

    Versions that change nothing the reader may see are left out (RULES S3, S5).
    """
    versions = list(sitting.agenda_versions.order_by("number"))
    told = [(new, changes_between(old.content, new.content, public=not inside)) for old, new in pairwise(versions)]
    return [(version, sentences) for version, sentences in reversed(told) if sentences]


def adjournment_of(sitting):
    """Return why an adjourned sitting did not open, the rule of its second call, and that call once public (Q4)."""
    content = sitting.agenda_versions.last().content
    second = Sitting.objects.public().filter(second_call_of=sitting).first()
    return {"why": content.get("reason", ""), "rule": content.get("second_call_rule", ""), "second": second}


WITH_REASON = (SittingState.POSTPONED, SittingState.CANCELLED, SittingState.ADJOURNED)


def facts_of(sitting, *, inside=False):
    """When, where, under whose presidency: the lines of the component "facts"."""
    public = _("ouverte au public") if sitting.is_public else _("réservée aux membres")
    facts = [
        {"icon": "calendar", "label": _("Date"), "text": long_date(sitting.starts_at)},
        {"icon": "clock", "label": _("Heure"), "text": clock_span(sitting.starts_at, sitting.ends_at)},
        {"icon": "map-pin", "label": _("Lieu"), "text": " · ".join(filter(None, (sitting.place, public)))},
    ]
    if sitting.presiding_id:
        who = _("présidée par %(who)s") % {"who": sitting.presiding}
        facts.append({"icon": "gavel", "label": _("Présidence"), "text": who})
    if inside and sitting.remote_link:
        facts.append({"icon": "monitor", "text": _("Suivre à distance"), "href": sitting.remote_link})
    return facts


def decisions_of(sitting, items):
    """Return what was decided on the items the reader may see, in the order of the agenda: one query."""
    links = ItemBallot.objects.filter(item__in=items, ballot__state=BallotState.PROCLAIMED)
    links = links.select_related("item", "ballot__version__recommendation", "ballot__amendment").order_by(
        "item__position", "pk"
    )
    return [decision(link.ballot) for link in links]


def attendance_of(sitting):
    """Return the seats present, represented, excused and absent, and the quorum found at the opening (RULES S8, Q2)."""
    room = read_room(sitting)
    voting = {line.seat.code for line in room.composition.lines if line.seat.votes and not line.vacant}
    present = {stay.seat.code for stay in room.stays} & voting
    represented = {proxy.giver.code for proxy in room.proxies if proxy.revoked_at is None} & voting - present
    announced = sitting.replies.filter(answer=ReplyAnswer.EXCUSED).values_list("seat__code", flat=True)
    excused = set(announced) & voting - present - represented
    check = sitting.quorum_checks.first()
    counts = {"entitled": check.entitled, "present": check.present, "represented": check.represented} if check else {}
    return {
        "stats": [
            {"figure": len(present), "caption": _("présents")},
            {"figure": len(represented), "caption": _("représentés")},
            {"figure": len(excused), "caption": _("excusés")},
            {"figure": len(voting - present - represented - excused), "caption": _("absents")},
        ],
        "quorum": quorum_sentence(quorum_rule(sitting).of(**counts)) if check else "",
    }
