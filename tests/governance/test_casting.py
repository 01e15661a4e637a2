"""RULES V8, E3: a voice cast from its page, and what the same voice sent again is answered."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn
from governance import services
from governance.enums import State
from governance.models import Vote
from tests.governance.world import found, open_ballot, reach

pytestmark = pytest.mark.django_db
PER_CAST = 9  # session, account, person, voice; the ballot shared, the voice and its vote, the vote; begin and commit


class Booth:
    """A member before the page of a ballot."""

    def __init__(self, client, at, *, members=3, **changes):
        self.world, self.client, self.at = found(members=members), client, at
        self.ballot = open_ballot(self.world, reach(self.world, State.SCHEDULED, at), at, **changes)
        self.elector = self.ballot.electors.select_related("seat").get(person=self.world.person("member0"))
        self.door = reverse("governance:vote", args=[self.ballot.pk])
        client.force_login(self.world.users["member0"])

    def send(self, choice="for"):
        """Send the form and read the page it leads to."""
        form = {"seat": self.elector.seat.code, "choice": choice}
        return self.client.post(self.door, form, follow=True).content.decode()

    def cast(self, choice, role="member0"):
        who = self.world.users[role]
        return services.cast_vote(ballot=self.ballot, seat=self.elector.seat, choice=choice, by=who, at=self.at)

    def close(self):
        services.close_ballot(ballot=self.ballot, by=self.world.users["clerk"], at=self.at + timedelta(minutes=5))


@pytest.fixture
def booth(client, at):
    return Booth(client, at)


def test_E3_the_same_vote_again_is_already_recorded_and_shows_its_receipt(booth):
    assert "Votre vote est enregistré." in booth.send()
    receipt = Vote.objects.get().receipt
    again = booth.send()
    assert "Déjà enregistré, " in again
    assert again.count(f"Reçu {receipt}.") == 2  # in the answer, and beside the choices


def test_E3_the_same_vote_again_is_already_recorded_even_once_the_ballot_is_closed(booth):
    booth.send()
    booth.close()
    again = booth.send()
    assert "Déjà enregistré, " in again
    assert f"Reçu {Vote.objects.get().receipt}." in again
    assert "n’a pas été enregistré" not in again


def test_V10_another_choice_once_closed_is_refused_and_the_vote_stays(booth):
    booth.cast("for")
    booth.close()
    with pytest.raises(OutOfTurn, match="clos"):
        booth.cast("against")
    assert "n’a pas été enregistré" in booth.send("against")
    assert Vote.objects.get().choice == "for"


def test_V8_a_vote_that_is_replaced_keeps_its_row_and_has_a_receipt_of_its_own(booth):
    first = booth.cast("for")
    second = booth.cast("against")
    assert (second.pk, second.choice) == (first.pk, "against")
    assert second.receipt != first.receipt == booth.cast("for").receipt  # of the same choice at the same moment
    with pytest.raises(AlreadyRecorded) as again:
        booth.cast("for")
    assert again.value.record.receipt == first.receipt


def test_E4_who_has_no_voice_learns_nothing_of_the_ballot(booth):
    booth.close()
    with pytest.raises(NotAllowed):
        booth.cast("for", role="member1")


@pytest.mark.parametrize("seat", ["", "Z-99", None])
def test_E4_a_seat_that_is_not_ones_own_is_not_found(booth, seat):
    form = {"choice": "for"} | ({} if seat is None else {"seat": seat})
    assert booth.client.post(booth.door, form).status_code == 404
    assert not Vote.objects.exists()


def test_a_show_of_hands_is_not_cast_from_a_page(client, at):
    booth = Booth(client, at, method="show_of_hands")
    assert booth.client.post(booth.door, {"seat": booth.elector.seat.code, "choice": "for"}).status_code == 404


@pytest.mark.parametrize("members", [3, 30])
def test_a_vote_costs_the_same_queries_however_many_members(client, at, members):
    booth = Booth(client, at, members=members)
    form = {"seat": booth.elector.seat.code, "choice": "for"}
    with CaptureQueriesContext(connection) as queries:
        assert booth.client.post(booth.door, form).status_code == 302
    assert len(queries) == PER_CAST
