"""Votes against closings, through the whole product on PostgreSQL (RULES V10): every reader sees one final set.

In each round 100 members vote while the secretariat closes the ballot from 50 browsers and readers fetch its public
file. What was acknowledged is in the final set and nothing else is; one closing is written in the register.

    python bench/closings.py [members] [closings] [rounds]
"""

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from random import Random

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _room
import _server

CLIENTS, READERS = 64, 100
VOTED, TOO_LATE, CLOSED, AGAIN = (
    "Votre vote est enregistré",
    "Le scrutin est clos",
    "vérifiez le résultat",
    "Déjà enreg",
)
REGISTERED = "SELECT count(*) FROM register_entry WHERE act = 'ballot.closed' AND subject = %s"


def main(members=100, closings=50, rounds=5):
    with _server.scratch("closings") as url:
        _server.django_on(url)
        room = _room.prepare(members, rounds)
        desk = f"/seances/{room.hold_sitting()}/conduite/"
        with _server.served(url) as (address, process), psycopg.connect(url, autocommit=True) as database:
            _server.warm(address, process)
            voters = [_room.Voter(address, *who) for who in room.sessions]
            clerks = [_room.Browser(address, room.clerk) for _time in range(closings)]
            _room.at_once(4, [lambda c=clerk: c.ask(desk) for clerk in clerks])
            found = [held(ballot, voters, clerks, desk, database, address) for ballot in room.ballots]
    faults = {fault: sum(faults[fault] for faults, _counted, _longest in found) for fault in found[0][0]}
    measured = {
        "votes counted, by round": ", ".join(str(counted) for _faults, counted, _longest in found),
        "of members, against closings, readers": f"{members}, {closings}, {READERS}", **faults,
        "longest closing": f"{max(longest for _faults, _counted, longest in found):.2f} s", "load": _server.load(),
    }  # fmt: skip
    _server.keep("closings: votes against closings", measured)
    return 1 if any(faults.values()) else 0


def held(ballot, voters, clerks, desk, database, address):
    """One round, all at once: (faults, votes counted, seconds of the longest closing)."""
    _room.at_once(4, [lambda v=voter: v.open(ballot) for voter in voters])
    acts = [
        *(("vote", lambda v=voter: voted(v, ballot)) for voter in voters),
        *(("close", lambda c=clerk: closed(c, ballot, desk)) for clerk in clerks),
        *[("read", lambda: read(address, ballot))] * READERS,
    ]
    told = {"vote": {}, "close": {}, "read": {}}
    order = in_some_order(acts, ballot)
    for number, gave in zip(order, _room.at_once(CLIENTS, [acts[number][1] for number in order]), strict=True):
        told[acts[number][0]][number] = gave
    final = read(address, ballot)
    shown = {vote["seat"]: vote["choice"] for vote in json.loads(final)["votes"]}
    stored = {seat: choice for seat, choice, _receipt in _room.stored(database, ballot)}
    entries = database.execute(REGISTERED, [f"ballot {ballot}"]).fetchone()[0]
    votes = [told["vote"][number][0] for number in range(len(voters))]
    closings = [said for said, _took in told["close"].values()]
    faults = of_votes(voters, votes, shown) | {
        "stored otherwise than shown": len(shown.items() ^ stored.items()),
        "readers of another set": sum(text not in (None, final) for text, _took in told["read"].values()),
        "closings beside the first": closings.count(CLOSED) - 1,
        "closings told otherwise": sum(said not in (CLOSED, AGAIN) for said in closings),
        "entries beside the first": entries - 1,
    }
    return faults, len(shown), max(took for _said, took in told["close"].values())


def in_some_order(acts, seed):
    """The acts shuffled, by number; about a third of the votes come before the first closing."""
    chance = Random(seed)
    moments = [chance.uniform(1 / 3 if kind == "close" else 0, 1) for kind, _act in acts]
    return sorted(range(len(acts)), key=moments.__getitem__)


def of_votes(voters, votes, shown):
    """What each voter was told beside what everybody reads."""
    acknowledged = {voter.seat: voter.choice for voter, said in zip(voters, votes, strict=True) if said == VOTED}
    return {
        "acknowledged, not in the set": len(acknowledged.items() - shown.items()),
        "in the set, not acknowledged": len(shown.items() - acknowledged.items()),
        "told neither": sum(said not in (VOTED, TOO_LATE) for said in votes),
    }


def voted(voter, ballot):
    voter.cast(ballot)
    return told(voter, ballot, (VOTED, TOO_LATE))


def closed(clerk, ballot, desk):
    clerk.ask(f"{desk}scrutins/{ballot}/clore/", {"confirmed": "1"})
    return told(clerk, ballot, (CLOSED, AGAIN))


def told(browser, ballot, sentences):
    """Which of the sentences the next page says."""
    page = browser.ask(f"/scrutins/{ballot}/")[1]
    return next((sentence for sentence in sentences if sentence in page), page)


def read(address, ballot):
    """The public file of a ballot, or None while it is open."""
    try:
        with urllib.request.urlopen(f"{address}/api/v1/ballots/{ballot}/export", timeout=60) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as answer:
        return None if answer.code == 404 else str(answer)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
