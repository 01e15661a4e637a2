"""How the demo chooses among options and elects somebody: in secret, each member from their own account."""

from datetime import timedelta
from random import Random

from deliberations import services
from governance import services as governance

MINUTE = timedelta(minutes=1)


def ask(session, item, topic, now):
    """Put the question of an item to the vote, where it has one; return the moment at which it is over."""
    if "options" in topic:
        return choose(session, item, topic, now)
    if "candidates" in topic:
        return elect(session, item, topic, now)
    return now


def choose(session, item, topic, now):
    """A choice among options; `leanings`: the grade around which those of each option lie."""
    facts = {"question": topic["question"], "options": topic["options"]}
    ballot = services.open_preference(item, by=session.clerk, at=now, **facts).ballot
    chance = Random(item.title)
    for elector in voters(ballot, chance):
        grades = {rank: grade(chance, around) for rank, around in enumerate(topic["leanings"], 1)}
        governance.cast_grades(ballot=ballot, seat=elector.seat, grades=grades, by=elector.caster.user)
    return settle(session, ballot, now + 4 * MINUTE)


def grade(chance, around):
    return min(6, max(1, round(chance.gauss(around, 1.1))))


def elect(session, item, topic, now):
    """An election; `rounds`: the share of the voices that each candidate has, the last candidate stepping down."""
    people = [str(session.cast.holder(seat, session.on)) for seat in topic["candidates"]]
    facts = {"post": topic["post"], "candidates": people}
    ballot = services.open_election(item, by=session.clerk, at=now, **facts).ballot
    for rank, shares in enumerate(topic["rounds"]):
        if rank:
            withdrawn, now = ballot.terms["standing"][-1:], now + 2 * MINUTE
            ballot = services.open_next_round(ballot, withdrawn=withdrawn, by=session.clerk, at=now).ballot
        electors = voters(ballot, Random(f"{item.title} {rank}"))
        for elector, choice in zip(electors, choices(shares, len(electors)), strict=True):
            governance.cast_election(ballot=ballot, seat=elector.seat, choice=choice, by=elector.caster.user)
        now = settle(session, ballot, now + 4 * MINUTE)
    return now


def choices(shares, number):
    """As many votes for each candidate as their share of the voices, blank papers for the rest."""
    named = [str(rank) for rank, share in enumerate(shares, 1) for _vote in range(round(share * number))]
    return (named + ["blank"] * number)[:number]


def voters(ballot, chance):
    """Who votes, in an order drawn at random."""
    electors = list(ballot.electors.select_related("seat", "caster__user"))
    chance.shuffle(electors)
    return electors


def settle(session, ballot, now):
    """Close and proclaim."""
    governance.close_ballot(ballot=ballot, by=session.clerk, at=now)
    governance.proclaim(ballot=ballot, by=session.president().user, at=now + MINUTE)
    ballot.refresh_from_db()
    return now + 2 * MINUTE
