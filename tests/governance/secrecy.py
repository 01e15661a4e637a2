"""An attacker who holds the whole database tries to say which paper is whose (RULES V12).

They know who voted (the signatures), and try every order in which rows could betray their writing: the place in the
file (ctid, rowid), the transaction that wrote them (xmin), the keys, the fingerprints, the seats. A guess is a pairing
of signatures with papers; by chance one pairing is right once in each poll, whatever the number of voters.
"""

from itertools import product
from random import Random

from django.db import connection

from governance import services
from governance.enums import State
from tests.governance.world import open_ballot, reach

PLACES = {"postgresql": ("ctid", "xmin::text::bigint"), "sqlite": ("rowid", "0")}
SIGNATURES = """
SELECT s.elector_id, {place}, {writer}, s.id, e.seat_id FROM governance_signature s
JOIN governance_elector e ON e.id = s.elector_id WHERE e.ballot_id = %s ORDER BY s.{column}
"""
PAPERS = """
SELECT p.commitment, {place}, {writer}, p.id, p.content FROM governance_paper p
WHERE p.ballot_id = %s ORDER BY p.{column}
"""


def poll(world, at, seed, *, close=True):
    """Hold one secret ballot in an order drawn from the seed; return it with the truth: fingerprint by elector."""
    ballot = open_ballot(world, reach(world, State.SCHEDULED, at), at, method="secret")
    electors = list(ballot.electors.select_related("seat", "caster__user").order_by("pk"))
    chance, truth = Random(seed), {}
    chance.shuffle(electors)
    for elector in electors:
        choice = chance.choice(("for", "against", "abstain"))
        receipt = services.cast_secret(ballot=ballot, seat=elector.seat, choice=choice, by=elector.caster.user)
        truth[elector.pk] = receipt.fingerprint
    if close:
        services.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    return ballot, truth


def orders(sql, ballot):
    """Every order that the stored rows suggest, as lists of what identifies them."""
    column, writer = PLACES[connection.vendor]
    alias = "s" if "signature s" in sql else "p"
    writer = f"{alias}.{writer}" if writer != "0" else writer
    with connection.cursor() as cursor:
        cursor.execute(sql.format(place=f"{alias}.{column}", writer=writer, column=column), [ballot.pk])
        rows = cursor.fetchall()
    by_place = [row[0] for row in rows]
    by_writer = [row[0] for row in sorted(rows, key=lambda row: row[2])]
    by_key = [row[0] for row in sorted(rows, key=lambda row: str(row[3]))]
    by_own = [row[0] for row in sorted(rows, key=lambda row: row[0])]
    by_other = [row[0] for row in sorted(rows, key=lambda row: row[4])]
    return {"place": by_place, "writer": by_writer, "key": by_key, "own": by_own, "other": by_other}


def attack(ballot, truth):
    """How many voters each strategy links to their paper: {(order of signatures, order of papers, way): number}."""
    signed, papers = orders(SIGNATURES, ballot), orders(PAPERS, ballot)
    linked = {}
    for (name, electors), (other, prints), way in product(signed.items(), papers.items(), (1, -1)):
        pairs = zip(electors, prints[::way], strict=True)
        linked[name, other, way] = sum(truth[elector] == fingerprint for elector, fingerprint in pairs)
    return linked


def best(results):
    """The strategy that linked most over several polls, and how many."""
    sums = {strategy: sum(result[strategy] for result in results) for strategy in results[0]}
    strategy = max(sums, key=sums.__getitem__)
    return strategy, sums[strategy]


def bound(polls):
    """What fifty blind strategies stay under: one link a poll is expected, with a variance of one; six deviations."""
    return polls + 6 * polls**0.5
