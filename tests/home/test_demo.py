"""The demo council: planted through the services, the same for the same seed, and refused where it must not be."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from council.enums import BodyKind
from council.models import Body
from deliberations.models import AgendaTemplate, Dispatch, ItemPaper, ItemRequest, Proxy, Reply, Sitting
from governance.ballot_file import parse
from governance.export import ballot_file_of
from governance.models import Ballot, Recommendation
from governance.procedure import LIFE
from home.demo import plant as planting
from home.demo.material import recommendations
from home.demo.plant import accounts_shown, is_planted, plant
from register.models import Entry
from register.services import verify

pytestmark = pytest.mark.django_db
KEPT = ("answered", "adopted", "submitted")


def slice_of_texts():
    """One text of each of three targets, none that was deferred, and the one of two rounds of consent.

    Enough for two sittings; the one adopted by a majority was amended in its sitting.
    """
    plain = [text for text in recommendations() if "deferral" not in text and not text.get("overdue")]
    by_consent = next(text for text in plain if "objection" in text)
    return [next(text for text in plain if text["target"] == target) for target in KEPT] + [by_consent]


@pytest.fixture
def planted(monkeypatch, at):
    """Plant the council with four texts and the last two sittings held, one convened and one in preparation."""
    whole = planting.material

    def material(name):
        text = whole(name)
        return text | {"sittings": text["sittings"][-4:]} if name == "sittings" else text

    def run(seed=1):
        monkeypatch.setattr(planting, "recommendations", slice_of_texts)
        monkeypatch.setattr(planting, "material", material)
        past = planting.past_sittings
        monkeypatch.setattr(planting, "past_sittings", lambda today: past(today)[-2:])
        monkeypatch.setattr("home.demo.journey.VOTED_AT", {"answered": (1, 1), "adopted": (0, 0)})
        return plant(at=at, seed=seed)

    return run


def test_V13_A2_a_slice_of_the_demo_obeys_every_rule(planted, at):
    planted()
    ballots = list(Ballot.objects.order_by("pk"))
    for ballot in ballots:
        assert parse(ballot_file_of(ballot)).outcome().as_dict() == ballot.result
    outcomes = ["chosen", "adopted", "adopted", "rejected", "adopted", "next_round", "elected"]
    assert sorted(ballot.outcome for ballot in ballots if not ballot.amendment) == sorted(outcomes)
    assert [ballot.terms["round"] for ballot in ballots if "round" in ballot.terms] == [1, 2]
    voted = {ballot.amendment.label: ballot.outcome for ballot in ballots if ballot.amendment}
    assert voted == {"A1": "adopted", "A2": "rejected", "A3": "adopted"}
    amended = Recommendation.objects.get(amendments__isnull=False, amendments__sequence=1)
    assert "Limiter à six" in amended.body
    assert verify() is None
    for text in Recommendation.objects.prefetch_related("moves"):
        moves = list(text.moves.all())
        assert moves[-1].target == text.state, "the last move says where it stands: no state was forced"
        assert all(move.source in LIFE.steps[move.step].sources for move in moves)
        assert all(move.at <= at for move in moves)
    assert Recommendation.objects.filter(state="adopted").exists()
    assert Entry.objects.filter(at__gt=at).count() == 0


def test_S8_S9_who_is_not_there_is_represented_excused_or_absent(planted, at):
    planted()
    held, coming = Sitting.objects.held().first(), Sitting.objects.to_come(at).filter(state="convened").get()
    assert Proxy.objects.filter(sitting=held).exists()
    assert set(Reply.objects.filter(sitting=held).values_list("answer", flat=True)) == {"excused"}
    announced = set(Reply.objects.filter(sitting=coming).values_list("answer", flat=True))
    assert announced == {"coming", "remote", "represented", "excused"}
    assert Proxy.objects.filter(sitting=coming).count() == 2
    reminded = Dispatch.objects.of_sitting(coming).reminders()
    assert reminded.exists()
    assert not reminded.filter(person__in=coming.replies.values("person")).exists()


def test_S4_S6_the_sittings_to_come_have_papers_a_request_and_a_template(planted, at):
    planted()
    assert set(ItemPaper.objects.values_list("item__sitting__state", "visibility")) <= {
        ("convened", "public"), ("convened", "members"),
    }  # fmt: skip
    assert ItemPaper.objects.exists()
    assert ItemRequest.objects.pending().get().sitting.state == "draft"
    assert AgendaTemplate.objects.get().lines


def outcome_of_planting():
    return {
        "ballots": list(Ballot.objects.order_by("pk").values_list("question", "present", "represented", "result")),
        "numbers": list(Recommendation.objects.order_by("pk").values_list("number", "title", "state")),
        "register": list(Entry.objects.values_list("act", "subject", "at")),
    }


def test_the_same_seed_gives_the_same_council(planted, django_db_blocker):
    from django.db import transaction

    seen = []
    for _ in range(2):
        point = transaction.savepoint()
        planted()
        seen.append(without_keys(outcome_of_planting()))
        transaction.savepoint_rollback(point)
    assert seen[0] == seen[1]


def without_keys(outcome):
    """The register names ballots by their key in the table, which differs from one planting to the next."""
    lines = [(act, subject.partition(" ")[0], at) for act, subject, at in outcome["register"]]
    return outcome | {"register": lines}


def test_the_demo_is_refused_where_its_known_password_would_open_a_council(settings):
    settings.SHOW_DEMO_ACCOUNTS = False
    with pytest.raises(CommandError, match="known password"):
        call_command("demo")
    assert not is_planted()


def said(command, **options):
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def test_a_second_demo_changes_nothing(settings, monkeypatch):
    settings.SHOW_DEMO_ACCOUNTS = True
    monkeypatch.setattr("home.management.commands.demo.is_planted", lambda: True)
    monkeypatch.setattr("home.management.commands.demo.plant", pytest.fail)
    assert "already there" in said("demo")


def test_prepare_makes_an_empty_database_ready_and_changes_nothing_the_second_time():
    assert "33 communes" in said("prepare")
    once = (Body.objects.count(), Entry.objects.count())
    said("prepare")
    assert (Body.objects.count(), Entry.objects.count()) == once
    assert Body.objects.filter(kind=BodyKind.PLENARY).count() == 1


def test_start_prints_where_to_go_and_who_to_be(planted, settings):
    planted()
    told = said("start")
    assert f"{settings.WAGTAILADMIN_BASE_URL}/compte/login/" in told
    for _function, name, address, password in accounts_shown():
        assert name in told
        assert address in told
        assert password in told
    assert said("start", quiet=True) == ""


def test_every_account_shown_opens(planted, client):
    planted()
    shown = accounts_shown()
    assert len(shown) == 9
    for _function, _name, address, password in shown:
        assert client.login(email=address, password=password), address
        assert client.get("/espace/").status_code == 200
        client.logout()
    assert timezone.is_aware(Sitting.objects.first().starts_at)
