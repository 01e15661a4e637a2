"""How the demo votes: who steps aside, by which method, who votes what."""

from datetime import timedelta

from deliberations import services
from deliberations.presenters.amendments import queue_of
from governance import services as governance
from home.demo.material import material


def vote(session, item, journey, seated, now):
    """Put one text to the vote, and proclaim; return the moment at which it is over."""
    step_aside(session, item, journey, seated, now)
    now = vote_amendments(session, item, journey, now)
    if "objection" in journey.text:
        return seek_consent(session, item, journey, now)
    method = method_of(session, item, journey, now)
    ballot = services.open_item_ballot(item, method=method, by=session.clerk, at=now).ballot
    choices = choices_of(session, journey, ballot.electors.count())
    electors = list(ballot.electors.select_related("seat", "caster__user"))
    session.chance.shuffle(electors)
    cast = list(zip(electors, choices, strict=False))
    if method == "roll_call":
        for elector, choice in cast:
            by = elector.caster.user
            governance.cast_vote(ballot=ballot, seat=elector.seat, choice=choice, by=by, at=now + timedelta(minutes=1))
    else:
        count(session, ballot, cast, now + timedelta(minutes=1))
    closed = now + timedelta(minutes=3)
    governance.close_ballot(ballot=ballot, by=session.clerk, at=closed)
    governance.proclaim(ballot=ballot, by=session.president().user, at=closed + timedelta(minutes=1))
    journey.record.refresh_from_db()
    journey.after_vote(session.on)
    return closed + timedelta(minutes=2)


def seek_consent(session, item, journey, now):
    """Two rounds: an objection ends the first; an explanation satisfies its author, who stands aside in the second."""
    first = services.open_item_ballot(item, method="consent", by=session.clerk, at=now).ballot
    electors = list(first.electors.select_related("seat", "caster__user"))
    objector = next(e for e in electors if e.caster_id not in (journey.record.author_id, journey.rapporteur().pk))
    answer_all(first, electors, {objector.pk: "objection"}, journey.text["objection"], now + timedelta(minutes=1))
    governance.close_ballot(ballot=first, by=session.clerk, at=now + timedelta(minutes=3))
    again = now + timedelta(minutes=12)
    second = services.open_next_round(first, by=session.clerk, at=again).ballot
    electors = list(second.electors.select_related("seat", "caster__user"))
    aside = {elector.pk: "aside" for elector in electors if elector.seat == objector.seat}
    answer_all(second, electors, aside, "", again + timedelta(minutes=1))
    governance.close_ballot(ballot=second, by=session.clerk, at=again + timedelta(minutes=3))
    governance.proclaim(ballot=second, by=session.president().user, at=again + timedelta(minutes=4))
    journey.record.refresh_from_db()
    journey.after_vote(session.on)
    return again + timedelta(minutes=5)


def answer_all(ballot, electors, otherwise, reason, at):
    """Every voice answers from its own account: consent, but for a few; one voice in twelve is not heard."""
    for rank, elector in enumerate(electors):
        choice = otherwise.get(elector.pk, "" if rank % 12 == 11 else "consent")
        if choice:
            governance.answer_consent(
                ballot=ballot, seat=elector.seat, choice=choice, reason=reason, by=elector.caster.user, at=at
            )


def vote_amendments(session, item, journey, now):
    """By hands, in their order, the amendments that the rapporteur put to the vote; return when it is over (R4)."""
    planned = material("drafting")["texts"].get(journey.text["key"], {}).get("amendments", [])
    while waiting := queue_of(item.recommendation).choices:
        sequence, _words = waiting[0]
        ballot = services.open_amendment_ballot(
            item, amendment=sequence, method="show_of_hands", by=session.clerk, at=now
        ).ballot
        favour, other = ("for", "against") if planned[sequence - 1]["vote"] == "adopted" else ("against", "for")
        voices = list(ballot.electors.order_by("seat__code"))
        count(session, ballot, [(e, other if rank % 4 == 0 else favour) for rank, e in enumerate(voices)], now)
        closed = now + timedelta(minutes=1)
        governance.close_ballot(ballot=ballot, by=session.clerk, at=closed)
        governance.proclaim(ballot=ballot, by=session.president().user, at=closed)
        now = closed + timedelta(minutes=1)
    return now


def method_of(session, item, journey, now):
    """Mostly by name, now and then by hands; a text whose secret vote was asked for, with papers in the room."""
    drawn = "show_of_hands" if session.chance.random() < 0.08 else "roll_call"
    if "secret_asked_by" not in journey.text:
        return drawn
    number = journey.text["secret_asked_by"]
    services.request_method(item, asked="secret", number=number, by=session.clerk, at=now - timedelta(minutes=1))
    return "secret_on_paper"


def count(session, ballot, cast, at):
    """Enter what was counted in the room: hands by college, papers together."""
    counts = {}
    for elector, choice in cast:
        row = counts.setdefault("" if ballot.on_paper else elector.college, {})
        row[choice] = row.get(choice, 0) + 1
    signatures = len(cast) if ballot.on_paper else None
    governance.enter_counts(ballot=ballot, counts=counts, signatures=signatures, by=session.clerk, at=at)


def choices_of(session, journey, voters):
    """As many choices as voices that are cast: mostly for where the text was adopted, and a few silent."""
    lean = journey.text.get("lean", 0.7)
    favour = round(lean * voters)
    majority = voters // 2 + 1
    favour = min(favour, majority - 1) if journey.target == "rejected" else max(favour, majority)
    silent = 1 if session.chance.random() < 0.25 and favour < voters else 0
    rest = voters - favour - silent
    against = rest * 3 // 5
    return ["for"] * favour + ["against"] * against + ["abstain"] * (rest - against)


def step_aside(session, item, journey, seated, now):
    """Now and then a member has a tie with what is decided, and leaves the room for the item."""
    if session.chance.random() > 0.3:
        return
    rapporteur = journey.rapporteur()
    able = [line for line in seated if line.seat.votes and line.titular.person not in (rapporteur, session.president())]
    line = session.chance.choice(able)
    person = session.record.attendances.get(seat=line.seat).person
    services.recuse(
        item, seat=line.seat, person=person, category="emploi ou fonction dans une structure intéressée",
        by=session.clerk, at=now - timedelta(minutes=2),
    )  # fmt: skip
