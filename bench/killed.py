"""Voting while web workers are killed, on PostgreSQL (RULES V8, E3): nothing acknowledged is lost.

A worker is killed with -9 every 0.4 s while every member votes. Who gets no answer sends the same form again, as by
"reload": they are told that it is recorded already, with its receipt, or it is recorded now. Workers are forked from a
process that has read the product, so that a new one serves at once.

    python bench/killed.py [members]
"""

import os
import signal
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from random import choice
from threading import Event, Thread

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _room
import _server

EVERY, CLIENTS, PATIENCE, PAUSE = 0.4, 16, 600, 0.05
AGAIN, NOW = "Déjà enregistré", "Votre vote est enregistré"


def main(members=3000):
    with _server.scratch("killed") as url:
        _server.django_on(url)
        room = _room.prepare(members, 1)
        (ballot,) = room.ballots
        with (
            _server.served(url, app="bench._warmed", more=["--preload"]) as (address, process),
            psycopg.connect(url) as database,
        ):
            _server.warm(address, process)
            voters = [_room.Voter(address, *who) for who in room.sessions]
            one_page_for_all(voters, ballot)
            began = time.perf_counter()
            with killing(process) as killed:
                told = [gave for gave, _took in _room.at_once(CLIENTS, [lambda v=v: insist(v, ballot) for v in voters])]
            took = time.perf_counter() - began
            rows = {seat: (choice_, receipt) for seat, choice_, receipt in _room.stored(database, ballot)}
            doubles = len(_room.stored(database, ballot)) - len(rows)
    faults = judged(voters, told, rows) | {"doubles": doubles}
    again = [page for lost, page in told if lost and AGAIN in page]
    _server.keep(
        "killed: votes while workers are killed",
        {"votes": len(rows), "workers killed": len(killed), "took": f"{took:.0f} s", "load": _server.load(),
         "sent again for want of an answer": sum(bool(lost) for lost, _page in told),
         "of them recorded already": len(again), **faults},
    )  # fmt: skip
    return 1 if any(faults.values()) or not again else 0


def one_page_for_all(voters, ballot):
    """Spare the opening of each page: a token goes with its cookie, whoever is signed in."""
    voters[0].open(ballot)
    for voter in voters:
        voter.token, voter.cookies["csrftoken"] = voters[0].token, voters[0].cookies["csrftoken"]


@contextmanager
def killing(process):
    """While this lasts, a worker drawn at random is killed every so often; gives the list of the killed."""
    killed, over = [], Event()

    def kill():
        while not over.wait(EVERY):
            with suppress(IndexError, ProcessLookupError):
                victim = choice(_server.children_of(process.pid))
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)

    killer = Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        over.set()
        killer.join()


def insist(voter, ballot):
    """Send until there is an answer, then read the page it leads to: (answers that never came, page)."""
    lost, until = 0, time.monotonic() + PATIENCE
    while not _room.acknowledged(answer := attempt(lambda: voter.cast(ballot)), ballot):
        lost += isinstance(answer, _room.Lost)
        if time.monotonic() > until or not isinstance(answer, _room.Lost):
            return lost, str(answer)
        time.sleep(PAUSE)
    if not lost:
        return 0, NOW
    while isinstance(page := attempt(lambda: voter.open(ballot)), _room.Lost):
        time.sleep(PAUSE)
    return lost, page[1]


def attempt(act):
    try:
        return act()
    except _room.Lost as lost:
        return lost


def judged(voters, told, rows):
    """What broke its promise, by name."""
    pairs = [(voter, page, rows.get(voter.seat, ("", ""))) for voter, (_l, page) in zip(voters, told, strict=True)]
    sent_again = [(voter, page, kept) for (voter, page, kept), (lost, _page) in zip(pairs, told, strict=True) if lost]
    return {
        "not acknowledged": sum(AGAIN not in page and NOW not in page for _voter, page, _kept in pairs),
        "acknowledged, not stored so": sum(kept[0] != voter.choice for voter, _page, kept in pairs),
        "sent again, without its receipt": sum(voter.receipt(page) != kept[1] for voter, page, kept in sent_again),
        "recorded already, without its receipt there": sum(
            AGAIN in page and f". Reçu {kept[1]}." not in page.split(AGAIN, 1)[1].split("<", 1)[0]
            for _voter, page, kept in sent_again
        ),
    }


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
