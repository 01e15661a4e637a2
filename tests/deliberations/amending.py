"""A text on an open sitting's agenda with ten amendments put to the vote, three of which collide."""

from datetime import timedelta

from deliberations import services
from governance import services as governance
from governance.models import Amendment
from tests.deliberations.factories import opened
from tests.governance.drafting import in_drafting, propose, step

DRAFTED = timedelta(days=40)
POINTS = [f"{n}. de réserver {n} lots sur cent aux ateliers du canton numéro {n} ;" for n in range(1, 9)]
BODY = "\n".join(["Le conseil demande :", "", *POINTS])
# What each amendment replaces, and by what: the first three touch the same words of the first point.
ASKED = [
    ("1 lots", "deux lots"),
    ("réserver 1 lots sur cent", "attribuer dix lots sur cent, sans autre condition,"),
    ("1 lots sur cent", "trois lots sur mille"),
    *((f"{n} lots", f"{n}0 lots") for n in range(2, 9)),
]


def on_the_agenda(world, at, asked=ASKED):
    """Return the item of an open sitting whose text has these amendments to vote, in the order asked."""
    text, before = in_drafting(world, at - DRAFTED, body=BODY), at - DRAFTED
    for old, new in asked:
        step(world, "put_to_vote", propose(world, text, old, new, before), before)
    governance.mark_ready(text, by=world.users["rapporteur"], at=before)
    return opened(world, at, recommendations=[text]).items.get(kind="vote")


def amendment(item, sequence):
    return Amendment.objects.get(recommendation=item.recommendation_id, sequence=sequence)


def open_on(world, item, sequence, at, *, method="show_of_hands", by="clerk"):
    return services.open_amendment_ballot(item, amendment=sequence, method=method, by=world.users[by], at=at).ballot


def vote_on(world, item, sequence, at, *, adopted=True, method="show_of_hands"):
    """Hold the vote on an amendment: everybody the same way; return the proclaimed ballot."""
    clerk, ballot = world.users["clerk"], open_on(world, item, sequence, at, method=method)
    choice = "for" if adopted else "against"
    if method == "show_of_hands":
        counts = {letter: {choice: seats["present"]} for letter, seats in ballot.colleges.items()}
        governance.enter_counts(ballot=ballot, counts=counts, by=clerk, at=at)
    for elector in ballot.electors.select_related("seat", "caster__user") if method != "show_of_hands" else ():
        if method == "secret":
            governance.cast_secret(ballot=ballot, seat=elector.seat, choice=choice, by=elector.caster.user)
        else:
            governance.cast_vote(ballot=ballot, seat=elector.seat, choice=choice, by=clerk, at=at)
    governance.close_ballot(ballot=ballot, by=clerk, at=at)
    return governance.proclaim(ballot=ballot, by=clerk, at=at)
