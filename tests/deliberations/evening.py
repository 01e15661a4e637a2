"""One evening with everything that minutes have to tell, for the tests of minutes."""

from datetime import timedelta

from deliberations import services
from tests.council.factories import SeatFactory, TermFactory
from tests.deliberations.factories import alternate_of, arrive, convened, proxy, ready, seat_of, voted

MINUTE = timedelta(minutes=1)


def hold(world, at):
    """Hold the evening and close it; the alternate's account is put among the users of `world`."""
    clerk = world.users["clerk"]
    sitting = convened(world, at, recommendations=[ready(world, at)])
    seat = seat_of(world, "member2")
    services.reply(sitting, seat=seat, person=world.person("member2"), answer="excused", by=clerk, at=at)
    world.users["alternate"] = fill_the_room(world, sitting, at).user
    chair = world.person("co_chair")
    sitting = services.open_sitting(sitting, presiding=chair, secretary=world.person("rapporteur"), by=clerk, at=at)
    information, vote = sitting.items.order_by("position")
    services.start_item(information, by=clerk, at=at)
    services.write_discussion(information, text="La présidence rend compte.", by=clerk, at=at + 5 * MINUTE)
    arrive(world, sitting, at + 15 * MINUTE, "member0")
    deal_with(world, vote, at)
    services.depart(
        sitting, seat=seat_of(world, "member5"), person=world.person("member5"), by=clerk, at=at + 90 * MINUTE
    )
    return services.close_sitting(sitting, by=clerk, at=at + 120 * MINUTE)


def fill_the_room(world, sitting, at):
    """Everybody arrives as they will; return the alternate who sits for member6."""
    clerk, early = world.users["clerk"], at - MINUTE
    arrive(world, sitting, early, "author", "rapporteur", "co_chair", "member4")
    arrive(world, sitting, early, "member5", mode="remote")
    replacing = alternate_of(world, "member6")
    services.arrive(sitting, seat=seat_of(world, "member6"), person=replacing, by=clerk, at=early)
    advisory = TermFactory(seat=SeatFactory(advisory=True))
    services.arrive(sitting, seat=advisory.seat, person=advisory.person, by=clerk, at=early)
    proxy(world, sitting, "member1", "author", early)
    return replacing


def deal_with(world, item, at):
    """A recusal, a discussion, a roll call, an action."""
    clerk = world.users["clerk"]
    services.start_item(item, by=clerk, at=at + 20 * MINUTE)
    recusal = services.recuse(
        item, seat=seat_of(world, "member4"), person=world.person("member4"),
        category="Membre du conseil d’administration", by=clerk, at=at + 20 * MINUTE,
    )  # fmt: skip
    services.write_discussion(item, text="Le conseil débat de l’**allotissement**.", by=clerk, at=at + 25 * MINUTE)
    voted(world, item, at + 30 * MINUTE, {"member0": "against", "member5": "abstain"})
    services.return_from_recusal(recusal, by=clerk, at=at + 40 * MINUTE)
    services.add_action_point(
        item, what="Rédiger le modèle de clause", who="Secrétariat", due_on=at.date(), by=clerk, at=at
    )
