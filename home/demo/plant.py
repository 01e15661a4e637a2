"""Plant the whole demo council, in the order in which things happened."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from council.models import Person, Seat
from deliberations.models import Sitting
from governance import services
from governance.models import Ballot, Recommendation, Theme
from home.demo.journey import SENT, VOTED, Journey, choose_sitting
from home.demo.material import material, recommendations
from home.demo.pages import plant_pages
from home.demo.people import PASSWORD, SHOWN, open_the_door, plant_people
from home.demo.sessions import Session
from home.demo.timeline import Timeline, evening, next_sitting, past_sittings, sitting_after_next
from home.groups import open_groups
from register.models import Entry

WEEKS_BEFORE_VOTE = 9
DAYS_AGO = {"draft": 4, "submitted": 3, "inadmissible": 14, "admissible": 9, "drafting": 25, "ready": 40,
            "withdrawn": 60, "merged": 45}  # fmt: skip


def is_planted():
    """Tell whether the demo council is in this database."""
    return Recommendation.objects.exists()


def accounts_shown():
    """Return (function, name, address, password) of the accounts that the demo opens to everybody."""
    users = {user.email: user for user in User.objects.filter(email__in=[address for _, address in SHOWN])}
    return [(function, str(users[a]), a, PASSWORD) for function, a in SHOWN if a in users]


@transaction.atomic
def plant(*, at, seed=1):
    """Plant everything relative to `at`; the same seed and day give the same council. Returns what was planted."""
    today, chance = timezone.localdate(at), Random(seed)
    open_groups()
    cast = plant_people(today)
    for theme in material("themes")["themes"]:
        Theme.objects.get_or_create(slug=theme["slug"], defaults={"name": theme["name"]})
    timeline = Timeline(today)
    dates = past_sittings(today)
    journeys = plan_recommendations(cast, timeline, dates, chance)
    plan_sittings(cast, timeline, dates, chance, journeys)
    plan_referrals(cast, timeline)
    timeline.run(until=at)
    plant_pages(today)
    open_the_door(cast)
    return counted()


def counted():
    """Count what a council consists of."""
    kinds = {"seats": Seat, "people": Person, "sittings": Sitting, "recommendations": Recommendation}
    return {name: model.objects.count() for name, model in (kinds | {"ballots": Ballot, "entries": Entry}).items()}


def plan_recommendations(cast, timeline, dates, chance):
    """Set every text on its road; those that are voted know at which sitting."""
    journeys: dict[str, Journey] = {}
    for text in recommendations():
        letter = letter_of(len(journeys))
        journey = journeys[text["key"]] = Journey(text, cast, timeline, letter=letter, others=journeys)
        if text["target"] in VOTED + SENT:
            journey.sitting_on = choose_sitting(text, dates, chance)
        elif text["target"] == "scheduled":
            journey.sitting_on = next_sitting(timeline.today)
        if "deferral" in text:
            rank = dates.index(journey.sitting_on) - 1 if journey.sitting_on in dates else -1
            journey.passed_on = dates[rank]
        if first := journey.passed_on or journey.sitting_on:
            journey.plan(first - timedelta(weeks=WEEKS_BEFORE_VOTE) + timedelta(days=chance.randint(0, 9)))
        else:
            journey.plan(timeline.today - timedelta(days=DAYS_AGO[text["target"]] + chance.randint(0, 4)))
    return list(journeys.values())


def letter_of(rank):
    """Return the letter that goes with a text: an opening and a request out of several, the same farewell."""
    words = material("sittings")["letters"]
    opening, request = (words[name][rank % len(words[name])] for name in ("openings", "requests"))
    return "\n\n".join([words["salutation"], opening, request, words["farewell"]])


def plan_referrals(cast, timeline):
    """Two questions that wait: one of the co-chairs, in time, one of the assembly, late (RULES R7)."""
    askers = {"assembly": cast.liaison, "co_chairs": cast.co_chairs[0].user}
    for text in material("sittings")["referrals"]:
        asked = evening(timeline.today - timedelta(days=text["asked_days_ago"]), 9, 0)
        facts = {name: text[name] for name in ("question", "context", "asked_by")}
        facts["due_on"] = timeline.today + timedelta(days=text["due_in_days"])
        timeline.plan(
            asked,
            lambda at, facts=facts: services.ask_opinion(by=askers[facts["asked_by"]], at=at, **facts),
        )


def plan_sittings(cast, timeline, dates, chance, journeys):
    """Plan the sittings held, the next one, which is convened, and the one after, which is being prepared."""
    text, today = material("sittings"), timeline.today
    places = {place["key"]: place["name"] for place in text["places"]}
    for facts, on in zip(text["sittings"], [*dates, next_sitting(today), sitting_after_next(today)], strict=True):
        Session(
            cast=cast, timeline=timeline, chance=chance, on=on, facts=facts, place=places[facts["place"]],
            topics=[item for item in text["items"] if item["order"] == facts["order"]],
            journeys=[j for j in journeys if j.sitting_on == on], passing=[j for j in journeys if j.passed_on == on],
            held=on < today,
        ).plan()  # fmt: skip
