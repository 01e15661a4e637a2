"""Voting by many at once, through the whole product on PostgreSQL (RULES V8): none lost, none double, quickly.

Every member sends the same vote three times, from 64 browsers at once, to two web workers. Then the same without the
unique key, to show that the test would see a double. Then, in turns, votes through the product and votes by bare SQL.

    python bench/votes.py [members] [rounds of the comparison]
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _room
import _server

TIMES, CLIENTS, CALLERS = 3, 64, 16
P95, SHARE = 1.0, 0.2
KEY = """
SELECT conname FROM pg_constraint WHERE conrelid = 'governance_vote'::regclass AND contype = 'u'
"""


def main(members=500, rounds=4):
    with _server.scratch("votes") as url:
        _server.django_on(url)
        room = _room.prepare(members, 2 + 2 * rounds)
        crowd, control, *others = room.ballots
        with _server.served(url) as (address, process), psycopg.connect(url, autocommit=True) as database:
            voters = [_room.Voter(address, *who) for who in room.sessions]
            _server.warm(address, process)
            found, sound = submit(voters, crowd, database, process)
            _server.keep("votes: the same vote three times", {"members": members, "load": _server.load()} | found)
            pairs = zip(others[:rounds], others[rounds:], strict=True)
            _server.keep("votes: beside bare SQL", compare(voters, pairs, url, database, process))
            seen = without_key(voters, control, database, process)
            _server.keep("votes: control without the unique key", seen)
    return 0 if sound and seen["doubles"] else 1


def submit(voters, ballot, database, process):
    """Everybody opens the page, sends three times, reads again: what was measured, and whether it holds."""
    pages = _room.at_once(CLIENTS, [lambda v=v: v.open(ballot) for v in voters])
    began, cpu = time.perf_counter(), _server.cpu_ms(process)
    sent = _room.at_once(CLIENTS, [lambda v=v: v.cast(ballot) for v in voters for _ in range(TIMES)])
    took, cpu = time.perf_counter() - began, _server.cpu_ms(process) - cpu
    shown = _room.at_once(CLIENTS, [lambda v=v: v.open(ballot)[1] for v in voters])
    rows = _room.stored(database, ballot)
    faults = {
        "lost": len({v.seat for v in voters} - {seat for seat, _choice, _receipt in rows}),
        "doubles": len(rows) - len({seat for seat, _choice, _receipt in rows}),
        "changed": len({row[:2] for row in rows} - {(v.seat, v.choice) for v in voters}),
        "not acknowledged": sum(not _room.acknowledged(gave, ballot) for gave, _took in sent),
        "without their receipt": receiptless(voters, shown, rows),
    }
    latency = [seconds for _gave, seconds in sent]
    measured = {
        "votes": len(rows), **faults,
        "p50, p95, longest": " ".join(f"{_server.percentile(latency, share):.3f} s" for share in (0.5, 0.95, 1)),
        "p95 of opening the page": f"{_server.percentile([s for _g, s in pages], 0.95):.3f} s",
        "submits a second": round(len(sent) / took), "CPU of the workers per submit": f"{cpu / len(sent):.1f} ms",
        "p95 under 1 s": _server.percentile(latency, 0.95) < P95,
    }  # fmt: skip
    return measured, not any(faults.values())


def receiptless(voters, shown, rows):
    """How many members do not read on their page the receipt that the database has for their vote."""
    kept = {seat: receipt for seat, _choice, receipt in rows}
    read = ((voter, page) for voter, (page, _took) in zip(voters, shown, strict=True))
    return sum(not isinstance(page, str) or voter.receipt(page) != kept.get(voter.seat) for voter, page in read)


def without_key(voters, ballot, database, process):
    """The same with nothing in the database against a second vote of one seat."""
    for (name,) in database.execute(KEY).fetchall():
        database.execute(f'ALTER TABLE governance_vote DROP CONSTRAINT "{name}"')
    found, sound = submit(voters, ballot, database, process)
    return {what: found[what] for what in ("votes", "doubles")} | {"the test fails, as it must": not sound}


def compare(voters, pairs, url, database, process):
    """First votes through the product and by bare SQL in turns, each in ballots of their own: votes a second."""
    ours, bare, cpu = [], [], 0
    for product, raw in pairs:
        _room.at_once(CALLERS, [lambda v=v, b=product: v.open(b) for v in voters])
        before = _server.cpu_ms(process)
        ours.append(rate(lambda b=product: _room.at_once(CALLERS, [lambda v=v: v.cast(b) for v in voters]), voters))
        cpu += _server.cpu_ms(process) - before
        bare.append(raw_rate(url, database, raw))
        assert len(_room.stored(database, product)) == len(_room.stored(database, raw)) == len(voters)
    ratio = _server.middle(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    return {
        "through the product": f"{_server.middle(ours):.0f} votes/s", "bare SQL": f"{_server.middle(bare):.0f} votes/s",
        "CPU of the workers per vote": f"{cpu / len(ours) / len(voters):.1f} ms",
        "ratio": ratio, f"at least {SHARE}": ratio >= SHARE, "load": _server.load(),
    }  # fmt: skip


def rate(act, voters):
    begun = time.perf_counter()
    act()
    return len(voters) / (time.perf_counter() - begun)


def raw_rate(url, database, ballot):
    """Bare transactions from as many connections: share the ballot, insert the vote, commit."""
    electors = [row[0] for row in database.execute("SELECT id FROM governance_elector WHERE ballot_id = %s", [ballot])]

    def caller(mine):
        with psycopg.connect(url) as connection:
            yield
            for elector in mine:
                connection.execute("SELECT state FROM governance_ballot WHERE id = %s FOR SHARE", [ballot])
                connection.execute(
                    "INSERT INTO governance_vote (elector_id, choice, cast_at, receipt) VALUES (%s, 'for', now(), '')",
                    [elector],
                )
                connection.commit()

    callers = [caller(electors[n::CALLERS]) for n in range(CALLERS)]
    for ready in callers:
        next(ready)
    with ThreadPoolExecutor(CALLERS) as pool:
        return rate(lambda: list(pool.map(list, callers)), electors)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
