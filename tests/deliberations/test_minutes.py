"""RULES M: what the minutes say, that every rendition says it, that approval freezes it, that the bytes come again."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pdfminer.high_level import extract_text

from common.digests import digest
from common.lifecycle import AlreadyRecorded, NotAllowed, OutOfTurn, Refused
from deliberations import services
from deliberations.enums import MinutesState, SittingState
from deliberations.minutes import (
    assemble,
    current_minutes,
    draft_seal,
    draw,
    from_json,
    gaps,
    to_akn,
    to_html,
    to_markdown,
)
from deliberations.models import Attendance, Minutes, Sitting
from governance import services as governance
from governance.models import Ballot
from register.models import Anchor, Entry
from register.services import current_head
from tests.deliberations.evening import hold
from tests.deliberations.factories import (
    convened,
    found,
    opened,
    planned,
    ready,
    seat_of,
    voted,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
NARROW = "\u202f"

# The same facts in the PDF, the HTML and the Markdown of the evening told by `held` below.
FACTS = [
    "Plénière de printemps",
    "mardi 24 mars 2026",
    "18 h 30 – 20 h 30",
    "Salle des mariages",
    "samedi 14 mars 2026 à 18 h 30",
    "{co_chair}",
    "{rapporteur}",
    "7 présents, 1 représenté, 1 excusé, 1 absent",
    "{late} (Association {late_seat}), arrivée à 18 h 45",
    "{remote} (Association {remote_seat}), à distance, départ à 20 h",
    "{alternate} (Association {absent_seat}), en suppléance de {replaced}",
    "{giver} (Association {giver_seat}), a donné pouvoir à {author}",
    "voix consultative",
    "Le quorum est atteint : 7 membres présents ou représentés, il en fallait 5,"
    " au moins la moitié de 10 sièges en exercice.",
    "Texte 2026-001 : Ouvrir les marchés aux ateliers d’insertion",
    "Réserver deux lots.",
    "Le conseil débat de l’allotissement.",
    "Déport : {recused} (Association {recused_seat}), Membre du conseil d’administration ;"
    " sortie à 18 h 50, retour à 19 h 10.",
    "Adoptez-vous le texte 2026-001",
    "scrutin public",
    "10 sièges en exercice : 6 présents, 1 représenté",
    "{author} pour {giver}",
    "Adoptée à la majorité : il fallait 4 voix, plus de la moitié de 7 membres présents ou représentés ;"
    " 5 pour, 1 contre, 1 abstention.",
    "Rédiger le modèle de clause",
    "La séance est levée à 20 h 30.",
]  # fmt: skip


@pytest.fixture
def world():
    return found(members=7)


@pytest.fixture
def held(world, at):
    return hold(world, at)


@pytest.fixture
def facts(world, held):
    """The facts with the names of the evening."""
    names = {
        "co_chair": "co_chair", "rapporteur": "rapporteur", "author": "author", "late": "member0",
        "remote": "member5", "replaced": "member6", "giver": "member1", "recused": "member4",
    }  # fmt: skip
    words = {key: str(world.person(role)) for key, role in names.items()}
    words |= {f"{key}_seat": seat_of(world, role).organisation.label.split()[-1] for key, role in names.items()}
    words |= {"alternate": str(world.users["alternate"].person), "absent_seat": words["replaced_seat"]}
    return [fact.format(**words) for fact in FACTS]


@pytest.fixture
def following(world, held, at):
    """The next sitting, open, with the approval first on its agenda."""
    return opened(world, at + timedelta(days=30), title="Plénière d’avril")


def flat(text):
    """Words in a row, whatever breaks the lines: spaces of every width are one."""
    return " ".join(text.replace(NARROW, " ").replace("\u2002", " ").replace("**", "").split())


def approve(world, held, following, at):
    return services.approve_minutes(
        held, in_sitting=following, by=world.users["clerk"], at=at + timedelta(days=30, minutes=5)
    )


def test_M1_every_fact_is_in_every_rendition(held, facts):
    minutes, seal = current_minutes(held)
    renditions = {
        "pdf": flat(extract_text(BytesIO(draw(minutes, seal)))),
        "html": flat(BeautifulSoup(to_html(minutes, seal), "html.parser").get_text()),
        "md": flat(to_markdown(minutes, seal)),
        "akn": flat(BeautifulSoup(to_akn(minutes, seal), "xml").get_text()),
    }
    missing = [(name, fact) for name, text in renditions.items() for fact in facts if flat(fact) not in text]
    assert missing == []


def test_M1_present_represented_excused_and_absent_are_four_different_things(world, held):
    [college] = assemble(held).colleges
    assert [len(group) for group in (college.present, college.represented, college.excused, college.absent)] == [
        7, 1, 1, 1,
    ]  # fmt: skip
    assert college.excused[0].name == str(world.person("member2"))
    assert college.absent[0].name == str(world.person("member3"))


def test_M1_a_complete_evening_has_no_gap(held):
    assert services.missing_in_minutes(held) == []


def test_M1_an_empty_draft_lists_its_gaps(world, at):
    assert [flat(sentence.split(":")[0]) for sentence in gaps(assemble(planned(world, at)))] == [
        "Il manque la date et les heures de la séance.",
        "Il manque qui a présidé.",
        "La feuille de présence est vide.",
        "Il manque le secrétariat de séance.",
        "Il manque le constat du quorum.",
        "Point 1, « Actualités »",
    ]


def test_M2_unanimity_is_said_only_when_every_vote_counted_is_for(world, at):
    item = opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote")
    voted(world, item, at, {})
    [ballot] = assemble(item.sitting).items[1].ballots
    assert flat(ballot.sentence) == "Adoptée à l’unanimité : 10 pour, 0 contre."


def test_M2_one_abstention_is_no_unanimity(world, at):
    item = opened(world, at, recommendations=[ready(world, at)]).items.get(kind="vote")
    voted(world, item, at, {"member0": "abstain"})
    [ballot] = assemble(item.sitting).items[1].ballots
    assert flat(ballot.sentence) == (
        "Adoptée à la majorité : il fallait 6 voix, plus de la moitié de 10 membres présents ou représentés ;"
        " 9 pour, 0 contre, 1 abstention."
    )


def test_M2_a_casting_vote_is_named(at):
    world = found(family="assembly")
    sitting = opened(world, at, recommendations=[ready(world, at)])
    item = sitting.items.get(kind="vote")
    ballot = services.open_item_ballot(item, method="show_of_hands", by=world.users["clerk"], at=at).ballot
    governance.enter_counts(
        ballot=ballot, counts={"A": {"for": 3, "against": 3, "abstain": 0, "blank": 0, "null": 0}},
        by=world.users["clerk"], at=at,
    )  # fmt: skip
    governance.close_ballot(ballot=ballot, by=world.users["clerk"], at=at)
    services.give_casting_vote(ballot, choice="for", by=world.users["clerk"], at=at + MINUTE)
    governance.proclaim(ballot=ballot, by=world.users["clerk"], at=at + MINUTE)
    [record] = assemble(sitting).items[1].ballots
    assert flat(record.casting_vote) == f"Voix prépondérante de {world.person('co_chair')}, qui préside : pour."
    assert flat(record.sentence) == "Adoptée par la voix prépondérante de la présidence : 3 pour, 3 contre."


def test_M2_a_void_ballot_says_why_and_shows_no_count(world, at):
    sitting = opened(world, at, recommendations=[ready(world, at)])
    item = sitting.items.get(kind="vote")
    ballot = services.open_item_ballot(item, method="roll_call", by=world.users["clerk"], at=at).ballot
    governance.void_ballot(ballot=ballot, reason="Panne de courant.", by=world.users["clerk"], at=at)
    [record] = assemble(sitting).items[1].ballots
    assert (flat(record.void), record.total, record.roll) == ("Scrutin annulé : Panne de courant.", None, ())


def test_Q3_a_quorum_lost_during_the_sitting_is_in_the_minutes_with_its_time(world, at):
    sitting = opened(world, at, present=["author", "rapporteur", "co_chair", "member0", "member1"])
    services.depart(
        sitting, seat=seat_of(world, "author"), person=world.person("author"), by=world.users["clerk"], at=at + MINUTE
    )
    services.close_sitting(sitting, by=world.users["clerk"], at=at + 5 * MINUTE)
    findings = [(flat(finding.when), finding.occasion) for finding in assemble(sitting).quorum]
    assert findings == [("18 h 30", "à l’ouverture"), ("18 h 31", "perdu")]


def test_Q2_the_quorum_of_each_ballot_stands_beside_it(held):
    [ballot] = assemble(held).items[1].ballots
    assert flat(ballot.quorum).startswith("Le quorum est atteint : 7 membres présents ou représentés, il en fallait 5")


def test_C5_a_change_of_chair_is_in_the_minutes_with_its_times(world, at):
    sitting = opened(world, at)
    services.change_chair(sitting, person=world.person("author"), by=world.users["clerk"], at=at + 10 * MINUTE)
    sitting = services.close_sitting(sitting, by=world.users["clerk"], at=at + 20 * MINUTE)
    assert [(chair.name, flat(chair.span)) for chair in assemble(sitting).chairs] == [
        (str(world.person("co_chair")), "18 h 30 – 18 h 40"),
        (str(world.person("author")), "18 h 40 – 18 h 50"),
    ]


def test_M2_approval_freezes_content_and_document_and_anchors_the_register(world, held, following, at):
    minutes = approve(world, held, following, at)
    content = minutes.document.read()
    assert minutes.state == MinutesState.APPROVED
    assert minutes.content_digest == digest(minutes.content)
    assert minutes.document_digest == hashlib.sha256(content).hexdigest()
    assert from_json(minutes.content) == current_minutes(held)[0]
    assert Sitting.objects.get(pk=held.pk).state == SittingState.APPROVED
    assert Anchor.objects.get().digest == minutes.register_head
    assert minutes.register_head[:4] in extract_text(BytesIO(content))
    assert following.items.get(minutes_of=held).conclusion == "Procès-verbal approuvé"


def test_A1_the_approval_in_the_register_covers_the_content(world, held, following, at):
    minutes = approve(world, held, following, at)
    entry = Entry.objects.get(act="sitting.approve")
    assert entry.number == minutes.register_count
    assert entry.digest == minutes.register_head == current_head().digest or entry.number < current_head().count


def test_M4_the_same_record_and_version_give_the_same_bytes(world, held, following, at, settings):
    first, second = (draw(assemble(held), draft_seal(held)) for _ in range(2))
    assert first == second
    approve(world, held, following, at)
    Attendance.objects.filter(sitting=held).update(mode="room")  # whatever happens to the record afterwards
    settings.WAGTAILADMIN_BASE_URL = "https://ailleurs.exemple.fr"
    minutes = Minutes.objects.get(sitting=held)
    assert services.redraw(minutes) == minutes.document.read()


def test_M2_nothing_that_the_minutes_say_changes_after_approval(world, held, following, at):
    approve(world, held, following, at)
    clerk, item = world.users["clerk"], held.items.first()
    stay = held.attendances.first()
    for act in (
        lambda: services.correct_stay(stay, by=clerk, at=at, arrived_at=at, left_at=None, mode="room"),
        lambda: services.strike_stay(stay, by=clerk, at=at, reason="x"),
        lambda: services.write_discussion(item, text="Autre chose.", by=clerk, at=at),
        lambda: services.add_action_point(item, what="x", who="y", by=clerk, at=at),
        lambda: services.write_words(held, opening_words="x", by=clerk, at=at),
        lambda: services.open_item_ballot(item, method="roll_call", by=clerk, at=at),
    ):
        with pytest.raises((Refused, OutOfTurn)):
            act()
    assert Attendance.objects.filter(pk=stay.pk, mode=stay.mode).exists()


def test_R6_approving_the_minutes_closes_the_minority_opinions_of_their_ballots(world, held, following, at):
    ballot = Ballot.objects.get(agenda_link__item__sitting=held)
    voters = [elector.person for elector in ballot.electors.filter(by_proxy=False).select_related("person__user")]
    governance.attach_opinion(ballot, text="Un essai d’abord.", by=voters[0].user, at=at)
    approve(world, held, following, at)
    with pytest.raises(Refused, match="procès-verbal est approuvé"):
        governance.attach_opinion(ballot, text="Moi aussi.", by=voters[1].user, at=at)
    assert [opinion.text for opinion in ballot.opinions.all()] == ["Un essai d’abord."]


def test_M3_approved_at_a_later_open_sitting_that_has_the_item(world, held, at):
    with pytest.raises(Refused, match="séance ultérieure"):
        approve(world, held, convened(world, at + timedelta(days=30), title="Pas encore ouverte"), at)
    other = opened(world, at + timedelta(days=40), title="Autre")
    with pytest.raises(Refused, match="pas à l’ordre du jour"):
        approve(world, held, other, at)
    assert not services.minutes_of(held).frozen


def test_M3_not_while_something_is_missing(world, at):
    sitting = opened(world, at)
    sitting = services.close_sitting(sitting, by=world.users["clerk"], at=at + MINUTE)
    following = opened(world, at + timedelta(days=30), title="Plénière d’avril")
    with pytest.raises(Refused, match="substance des débats"):
        approve(world, sitting, following, at)


def test_M3_circulated_approved_published_each_once(world, held, following, at):
    clerk = world.users["clerk"]
    assert services.circulate(held, by=clerk, at=at).state == MinutesState.CIRCULATED
    with pytest.raises(Refused, match="une fois approuvé"):
        services.publish_minutes(held, by=clerk, at=at)
    approve(world, held, following, at)
    minutes = services.publish_minutes(held, by=clerk, at=at + timedelta(days=31))
    assert services.publication_is_due(minutes) == (at + timedelta(days=37)).date()
    for act in (services.circulate, services.publish_minutes):
        with pytest.raises((AlreadyRecorded, OutOfTurn)):
            act(held, by=clerk, at=at)
    with pytest.raises(AlreadyRecorded):
        approve(world, held, following, at)
    for act in ("minutes.circulated", "minutes.published", "sitting.approve"):
        assert Entry.objects.filter(act=act).count() == 1


def test_M3_members_are_told_that_the_draft_can_be_corrected(world, held, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.circulate(held, by=world.users["clerk"], at=at)
    assert len(mail.outbox) == 11  # ten titulars and one alternate have an address
    assert "à relire" in mail.outbox[0].subject
    assert held.slug in mail.outbox[0].body


def test_M3_only_secretariat_and_co_chairs(world, held, following, at):
    for role in ("author", "liaison", "outsider"):
        for act in (services.circulate, services.publish_minutes):
            with pytest.raises(NotAllowed):
                act(held, by=world.users[role], at=at)
        with pytest.raises(NotAllowed):
            services.approve_minutes(held, in_sitting=following, by=world.users[role], at=at)


def test_M1_assembling_asks_the_same_number_of_questions_however_long_the_evening(
    world, held, at, django_assert_max_num_queries
):
    with CaptureQueriesContext(connection) as short:
        assemble(held)
    sitting = opened(
        world, at + timedelta(days=60), title="Longue", recommendations=[ready(world, at) for _ in range(4)]
    )
    for minute, item in enumerate(sitting.items.filter(kind="vote")):
        voted(world, item, at + timedelta(days=60, minutes=10 * minute), {})
    with django_assert_max_num_queries(len(short)):
        assemble(sitting)


def test_the_command_writes_pdf_html_and_markdown(held, tmp_path, capsys):
    target = tmp_path / "pv.pdf"
    call_command("minutes", held.slug, out=str(target))
    assert target.read_bytes().startswith(b"%PDF")
    for option, mark in (("--html", "<h2>Quorum</h2>"), ("--md", "## Quorum")):
        call_command("minutes", str(held.pk), option)
        assert mark in capsys.readouterr().out
    with pytest.raises(CommandError, match="no sitting"):
        call_command("minutes", "inconnue")


def test_what_is_printed_and_stored_is_in_the_council_s_language_whatever_the_reader_s(world, held, following, at):
    with translation.override("en"):
        minutes = approve(world, held, following, at)
        text = flat(extract_text(BytesIO(services.redraw(minutes))))
        assert "Ordre du jour" in to_html(*current_minutes(held))
    assert "Le quorum est atteint" in text
    assert minutes.content["day"] == "mardi 24 mars 2026"
    assert following.items.get(minutes_of=held).conclusion == "Procès-verbal approuvé"
