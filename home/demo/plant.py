"""Plant the whole demo council, in the order in which things happened."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.groups import prepare_groups
from accounts.models import User
from council.models import Person, Seat
from deliberations.models import Sitting
from governance.models import Ballot, Recommendation, Theme
from home.demo.journey import SENT, VOTED, Journey, choose_sitting
from home.demo.material import material, recommendations
from home.demo.pages import plant_pages
from home.demo.people import PASSWORD, SHOWN, open_the_door, plant_people
from home.demo.sessions import Session
from home.demo.timeline import Timeline, next_sitting, past_sittings
from register.models import Entry

RECORDS = ["territory", "council", "governance", "deliberations", "engagement", "register"]
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
    prepare_groups(records=RECORDS)
    cast = plant_people(today)
    for theme in material("themes")["themes"]:
        Theme.objects.get_or_create(slug=theme["slug"], defaults={"name": theme["name"]})
    timeline = Timeline(today)
    dates = past_sittings(today)
    journeys = plan_recommendations(cast, timeline, dates, chance)
    plan_sittings(cast, timeline, dates, chance, journeys)
    timeline.run(until=at)
    plant_pages()
    open_the_door(cast)
    return counted()


def counted():
    """Count what a council consists of."""
    kinds = {"seats": Seat, "people": Person, "sittings": Sitting, "recommendations": Recommendation}
    return {name: model.objects.count() for name, model in (kinds | {"ballots": Ballot, "entries": Entry}).items()}


def plan_recommendations(cast, timeline, dates, chance):
    """Set every text on its road; those that are voted know at which sitting."""
    letters, journeys = material("sittings")["letters"], {}
    for text in recommendations():
        letter = letters[len(journeys) % len(letters)]["text"].strip()
        journey = journeys[text["key"]] = Journey(text, cast, timeline, letter=letter, others=journeys)
        if text["target"] in VOTED + SENT:
            journey.sitting_on = choose_sitting(text, dates, chance)
        elif text["target"] == "scheduled":
            journey.sitting_on = next_sitting(timeline.today)
        if journey.sitting_on:
            journey.plan(journey.sitting_on - timedelta(weeks=WEEKS_BEFORE_VOTE) + timedelta(days=chance.randint(0, 9)))
        else:
            journey.plan(timeline.today - timedelta(days=DAYS_AGO[text["target"]] + chance.randint(0, 4)))
    return list(journeys.values())


def plan_sittings(cast, timeline, dates, chance, journeys):
    """Plan the sittings held, and the next one, which is convened today at the latest."""
    text = material("sittings")
    places, topics = text["places"], text["topics"]
    for rank, on in enumerate([*dates, next_sitting(timeline.today)]):
        voted = [journey for journey in journeys if journey.sitting_on == on]
        Session(
            cast=cast, timeline=timeline, chance=chance, on=on, title="Plénière", rank=rank, journeys=voted,
            place=places[rank % len(places)]["name"], held=on < timeline.today,
            topics=[topics[(2 * rank + n) % len(topics)] for n in range(2)],
        ).plan()  # fmt: skip
