"""RULES V12: with the whole database in hand, nobody links a paper to a voter better than by chance."""

import logging

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from governance import services
from governance.enums import State
from governance.methods import urn
from governance.models import Paper, Signature
from tests.governance.secrecy import attack, best, bound, poll
from tests.governance.world import found, open_ballot, reach

POLLS = 4


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V12_after_the_closing_no_order_of_rows_links_papers_to_voters(at):
    world = found(members=12)
    results = [attack(*poll(world, at, seed)) for seed in range(POLLS)]
    strategy, linked = best(results)
    assert linked <= bound(POLLS), strategy


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V12_positive_control_without_the_shuffle_every_paper_is_linked(at, monkeypatch):
    monkeypatch.setattr(urn, "_rewrite", lambda rows, copied: None)
    world = found(members=12)
    ballot, truth = poll(world, at, seed=0)
    strategy, linked = best([attack(ballot, truth)])
    assert linked == len(truth)
    assert strategy[:2] in {("place", "place"), ("writer", "writer"), ("place", "writer"), ("writer", "place")}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_V12_closing_rewrites_every_row_in_one_transaction_under_new_keys(at):
    ballot, _truth = poll(found(members=6), at, seed=1, close=False)
    before = {*Paper.objects.values_list("pk", flat=True), *Signature.objects.values_list("pk", flat=True)}
    services.close_ballot(ballot=ballot, by=ballot.opened_by, at=at)
    after = {*Paper.objects.values_list("pk", flat=True), *Signature.objects.values_list("pk", flat=True)}
    assert not before & after
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(DISTINCT x) FROM (SELECT xmin::text x FROM governance_paper UNION ALL "
                "SELECT xmin::text FROM governance_signature) written"
            )
            assert cursor.fetchone() == (1,)


def everything():
    """Every row of every table, as text."""
    return {
        model._meta.db_table: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


@pytest.mark.django_db
def test_V12_a_vote_from_the_page_changes_two_tables_and_its_receipt_stays_nowhere(at, client, caplog):
    """Rows, history, sessions, messages, queue and logs are all in what is compared."""
    world = found()
    ballot = open_ballot(world, reach(world, State.SCHEDULED, at), at, method="secret")
    elector = ballot.electors.get(person=world.person("member0"))
    client.force_login(elector.caster.user)
    url, said = reverse("governance:vote", args=[ballot.pk]), {"seat": elector.seat.code, "choice": "against"}
    client.get(url)
    before = everything()
    caplog.set_level(logging.DEBUG)
    asked = client.post(url, said)
    assert "Confirmer mon bulletin" in asked.content.decode()
    assert everything() == before
    receipt = client.post(url, said | {"confirmed": "1"})
    after = everything()
    fingerprint, secret = receipt.context["receipt"].fingerprint, receipt.context["receipt"].secret
    assert {table for table in after if after[table] != before[table]} == {"governance_signature", "governance_paper"}
    assert not [table for table, rows in after.items() if any(secret in row for row in rows)]
    assert not [record for record in caplog.records if fingerprint in str(vars(record)) or secret in str(vars(record))]
    assert "no-store" in receipt["Cache-Control"]
    again = client.post(url, said | {"confirmed": "1"}, follow=True).content.decode()
    assert "déjà été exprimée" in again
    assert fingerprint not in again
