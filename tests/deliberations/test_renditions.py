"""RULES M3–M6: one value in four renditions, the list, the public rendition, signed copies, extracts."""

import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from lxml import etree
from pdfminer.high_level import extract_text

from common.digests import digest
from common.lifecycle import AlreadyRecorded, NotAllowed, Refused
from deliberations import services
from deliberations.minutes import (
    Cut,
    assemble,
    current_minutes,
    draw,
    draw_extract,
    from_json,
    public_minutes,
    public_rendition,
    to_akn,
    to_html,
    to_markdown,
)
from deliberations.models import ExaminedList, PublicRendition, Redaction, SignedCopy, Sitting
from deliberations.papers.attendance import assemble_sheet, draw_sheet
from deliberations.papers.ballot_papers import draw_papers, papers_of
from deliberations.papers.decisions import draw_decisions
from register.models import Anchor, Entry
from tests.deliberations.evening import hold
from tests.deliberations.factories import found, opened
from tests.reports.pdfua_check import check

pytestmark = pytest.mark.django_db
A_MONTH = timedelta(days=30)
SCAN = b"%PDF-1.7\n...\n%%EOF\n"
DATA = Path(__file__).parent / "data"


@pytest.fixture
def world():
    return found(members=7)


@pytest.fixture
def held(world, at):
    return hold(world, at)


@pytest.fixture
def approved(world, held, at):
    """The evening with a video link, approved a month later."""
    Sitting.objects.filter(pk=held.pk).update(remote_link="https://visio.exemple.fr/secret")
    following = opened(world, at + A_MONTH, title="Plénière d’avril")
    services.approve_minutes(held, in_sitting=following, by=world.users["clerk"], at=at + A_MONTH)
    return held


def flat(text):
    return " ".join(re.sub("[\u202f\u2002\u00a0*]", " ", text).split())


def renditions(minutes, seal):
    return {
        "pdf": flat(extract_text(BytesIO(draw(minutes, seal)))),
        "html": flat(BeautifulSoup(to_html(minutes, seal), "html.parser").get_text(" ")),
        "md": flat(to_markdown(minutes, seal)),
        "akn": flat(BeautifulSoup(to_akn(minutes, seal), "xml").get_text(" ")),
    }


def facts_of(minutes):
    """Names, votes, figures, times: what must stand in every rendition, taken from the value itself."""
    people = [p for c in minutes.colleges for g in (c.present, c.represented, c.excused, c.absent) for p in g]
    facts = [person.name for person in (*people, *minutes.attending, *minutes.chairs)]
    facts += [minutes.day, minutes.hours, minutes.place, minutes.figures, minutes.closing, minutes.secretary]
    facts += [text for finding in minutes.quorum for text in (finding.when, finding.sentence)]
    for item in minutes.items:
        facts += [item.title, item.times, item.conclusion, *(r.times for r in item.recused)]
        facts += [text for a in item.actions for text in (a.what, a.who, a.due)]
        facts += [text for d in item.dissents for text in (d.name, d.text)]
        for ballot in item.ballots:
            facts += [ballot.question, ballot.times, ballot.electorate, ballot.quorum, ballot.sentence]
            facts += [name for group in ballot.roll for name in group.names]
    return {flat(fact) for fact in facts if fact}


def times_in(text):
    return set(re.findall(r"\b\d{1,2} h(?: \d\d)?\b", text))


def test_M4_the_four_renditions_carry_the_same_names_votes_figures_and_times(world, held, at):
    vote = held.items.get(kind="vote")
    services.record_dissent(
        vote, person=world.person("member0"), text="Le lot est trop grand.", by=world.users["member0"], at=at
    )
    minutes, seal = current_minutes(held)
    written = renditions(minutes, seal)
    missing = [(name, fact) for name, text in written.items() for fact in facts_of(minutes) if fact not in text]
    assert missing == []
    assert len({frozenset(times_in(text)) for text in written.values()}) == 1


def test_M4_a_fact_that_one_rendition_loses_is_seen(held):
    minutes, seal = current_minutes(held)
    lost = replace(minutes, items=minutes.items[:1])
    assert [fact for fact in facts_of(minutes) if fact not in renditions(lost, seal)["akn"]]


def test_M4_the_figures_of_the_akoma_ntoso_head_are_those_of_the_vote(held):
    tree = BeautifulSoup(to_akn(*current_minutes(held)), "xml")
    counts = {count["refersTo"]: count["value"] for count in tree.find("voting").find_all("count")}
    assert counts == {"#for": "5", "#against": "1", "#abstain": "1"}
    assert [vote["choice"] for vote in tree.find_all("vote")].count("#for") == 5
    quorum = tree.find("quorumVerification")
    assert (quorum["outcome"], quorum.find("quorum")["value"], quorum.find("count")["value"]) == ("#reached", "5", "7")
    assert tree.find("recordedTime")["time"].startswith("2026-03-24T18:30:00")


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(str(DATA / "akomantoso30.xsd")))


def test_M4_akoma_ntoso_is_valid_at_each_stage(held, approved, world, schema, at):
    for document, seal in (current_minutes(held), public_minutes(held)):
        schema.assertValid(etree.fromstring(to_akn(document, seal)))
    services.publish_minutes(held, by=world.users["clerk"], at=at + A_MONTH)
    schema.assertValid(etree.fromstring(to_akn(*public_minutes(held))))


def test_M4_akoma_ntoso_is_valid_whatever_was_written(held, schema):
    minutes, seal = current_minutes(held)
    text = "# T\n\n1. un\n   - deux\n\n> dit\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`x` [y](http://z.fr)[^1]\n\n[^1]: n"
    item = replace(minutes.items[0], discussion=text, title="A & <b> \x07")
    for words in (minutes, replace(minutes, items=(item,), quorum=(), chairs=(), secretary="", closing="", agenda=())):
        schema.assertValid(etree.fromstring(to_akn(words, seal)))


def test_M5_the_public_rendition_hides_the_video_link_and_what_was_redacted(world, approved, at):
    clerk = world.users["clerk"]
    item = approved.items.get(kind="vote")
    services.redact(approved, item=item, passage="allotissement", reason="vie privée", by=clerk, at=at)
    services.redact(
        approved, passage=str(world.person("member0")), reason="à sa demande", shown_as="une membre", by=clerk, at=at
    )
    services.publish_minutes(approved, by=clerk, at=at + A_MONTH)
    full, public = renditions(*current_minutes(approved)), renditions(*public_minutes(approved))
    for hidden in ("visio.exemple.fr", "allotissement", str(world.person("member0"))):
        assert [name for name, text in public.items() if hidden in text] == []
        assert [name for name, text in full.items() if hidden not in text] == []
    for shown in ("[occulté : vie privée]", "une membre"):
        assert [name for name, text in public.items() if shown not in text] == []


def test_M5_an_item_of_members_only_is_named_and_told_inside_alone(held):
    held.items.filter(kind="vote").update(visibility="members")
    public = public_rendition(assemble(held), ())
    assert public.items[1].title == public.agenda[1].title == "Point réservé aux membres"
    assert (public.items[1].ballots, public.items[1].discussion, public.items[1].text) == ((), "", None)
    assert public.items[0].discussion


CUTS = [  # passage, text, what is left: whole words, over line breaks, as often as it stands
    ("Ana", "Ana et Anaïs, puis Ana.", "X et Anaïs, puis X."),
    ("12 rue Haute", "au 12\nrue  Haute,", "au X,"),
    ("(sic)", "dit (sic) alors", "dit X alors"),
    ("a.b", "axb a.b", "axb X"),
]


@pytest.mark.parametrize(("passage", "text", "left"), CUTS)
def test_M5_a_cut_takes_whole_words_and_nothing_else(held, passage, text, left):
    document = assemble(held)
    document = replace(document, items=(replace(document.items[0], discussion=text),))
    assert public_rendition(document, (Cut(passage, "X", 1),)).items[0].discussion == left


def test_M5_both_renditions_are_frozen_with_their_digests_and_anchored(world, approved, at, settings):
    minutes = services.publish_minutes(approved, by=world.users["clerk"], at=at + A_MONTH)
    public = minutes.public_rendition
    assert public.content_digest == digest(public.content) != minutes.content_digest
    assert public.document_digest == hashlib.sha256(public.document.read()).hexdigest()
    assert from_json(public.content) == public_minutes(approved)[0]
    assert Anchor.objects.last().digest == public.register_head
    settings.WAGTAILADMIN_BASE_URL = "https://ailleurs.exemple.fr"
    assert hashlib.sha256(services.redraw_public(public)).hexdigest() == public.document_digest


def test_M5_the_log_says_who_hid_what_and_what_was_lifted(world, approved, at):
    clerk, item = world.users["clerk"], approved.items.get(kind="vote")
    hidden = services.redact(approved, item=item, passage="allotissement", reason="x", by=clerk, at=at)
    with pytest.raises(AlreadyRecorded):
        services.redact(approved, item=item, passage="allotissement", reason="y", by=clerk, at=at)
    services.lift_redaction(hidden, by=clerk, at=at)
    with pytest.raises(AlreadyRecorded):
        services.lift_redaction(hidden, by=clerk, at=at)
    assert "allotissement" in renditions(*public_minutes(approved))["html"]
    assert Redaction.objects.get().lifted_by == clerk
    with pytest.raises(Refused, match="tel quel"):
        services.redact(approved, passage="jamais écrit", reason="x", by=clerk, at=at)
    services.publish_minutes(approved, by=clerk, at=at + A_MONTH)
    with pytest.raises(Refused, match="en ligne"):
        services.redact(approved, item=item, passage="allotissement", reason="x", by=clerk, at=at)


def test_M3_the_list_of_what_was_examined_is_published_before_approval(world, held, at):
    clerk = world.users["clerk"]
    published = services.publish_examined(held, by=clerk, at=at + timedelta(days=1))
    assert [line["title"] for line in published.content["items"]] == [item.title for item in held.items.all()]
    assert published.content["items"][1]["outcomes"][0].startswith("Adoptée à la majorité")
    assert published.digest == digest(published.content)
    with pytest.raises(AlreadyRecorded):
        services.publish_examined(held, by=clerk, at=at)
    assert Entry.objects.filter(act="minutes.examined").count() == 1
    assert services.list_is_due(held) == (at + timedelta(days=7)).date()
    assert not Sitting.objects.awaiting_list().exists()


def test_M3_not_while_the_sitting_is_open(world, at):
    with pytest.raises(Refused, match="une fois la séance levée"):
        services.publish_examined(opened(world, at), by=world.users["clerk"], at=at)


def test_M6_a_signed_copy_is_a_whole_pdf_kept_once(world, approved, at):
    clerk = world.users["clerk"]

    def attach(content):
        return services.attach_signed(approved, kind="scan", file=ContentFile(content), by=clerk, at=at)

    for content in (b"GIF89a", SCAN[:-8], b"<html>%PDF", b""):
        with pytest.raises(Refused, match="PDF complet"):
            attach(content)
    copy = attach(SCAN)
    assert (copy.digest, copy.size) == (hashlib.sha256(SCAN).hexdigest(), len(SCAN))
    assert copy.document.read() == SCAN
    with pytest.raises(AlreadyRecorded):
        attach(SCAN)
    assert Entry.objects.filter(act="minutes.signed").count() == 1


def test_M6_not_before_approval_nor_larger_than_the_limit(world, held, approved, at, monkeypatch):
    clerk = world.users["clerk"]
    monkeypatch.setattr("deliberations.services.renditions.LARGEST_COPY", 5)
    with pytest.raises(Refused, match="20 Mo"):
        services.attach_signed(held, kind="scan", file=ContentFile(SCAN), by=clerk, at=at)
    other = opened(world, at + 2 * A_MONTH, title="Ouverte")
    with pytest.raises(Refused, match="approuvé"):
        services.attach_signed(other, kind="scan", file=ContentFile(SCAN), by=clerk, at=at)


def test_M3_only_who_keeps_the_minutes(world, approved, at):
    for role in ("author", "liaison", "outsider"):
        for act, given in (
            (services.publish_examined, {}),
            (services.redact, {"passage": "x", "reason": "y"}),
            (services.attach_signed, {"kind": "scan", "file": ContentFile(SCAN)}),
        ):
            with pytest.raises(NotAllowed):
                act(approved, by=world.users[role], at=at, **given)


def test_M6_what_was_put_online_never_changes(world, approved, at):
    clerk = world.users["clerk"]
    services.publish_examined(approved, by=clerk, at=at + A_MONTH)
    services.publish_minutes(approved, by=clerk, at=at + A_MONTH)
    services.attach_signed(approved, kind="scan", file=ContentFile(SCAN), by=clerk, at=at)
    for model in (PublicRendition, ExaminedList, SignedCopy):
        row = model.objects.get()
        for write in (lambda row=row: row.save(), lambda row=row: type(row).objects.filter(pk=row.pk).delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()


def test_M6_an_extract_is_certified_and_leads_to_its_proof(world, approved, at):
    minutes, seal = current_minutes(approved)
    text = flat(extract_text(BytesIO(draw_extract(minutes, seal, minutes.items[1]))))
    said = (
        "Extrait certifié conforme",
        "Adoptée à la majorité",
        seal.digest,
        minutes.verifying,
        digest(minutes.items[1]),
    )
    assert [fact for fact in said if flat(fact) not in text] == []
    assert "La présidence rend compte" not in text


def test_every_paper_around_a_sitting_is_tagged_and_the_same_twice(world, approved, at):
    minutes, seal = public_minutes(approved)
    item = approved.items.get(kind="vote")
    asked = {"question": "Quel lieu ?", "options": ["Un", "Deux"], "mentions": True, "copies": 5}
    papers = {
        "minutes": lambda: draw(minutes, seal),
        "extract": lambda: draw_extract(minutes, seal, minutes.items[1]),
        "decisions": lambda: draw_decisions(minutes, seal),
        "sheet": lambda: draw_sheet(assemble_sheet(approved), created=at),
        "ballots": lambda: draw_papers(approved, item, created=at, **asked),
    }
    for name, make in papers.items():
        first = make()
        assert check(first) == [], name
        assert first == make(), name


def test_V2_ballot_papers_name_nobody_and_are_all_alike(world, approved, at):
    item = approved.items.get(kind="vote")
    asked = papers_of(item)
    assert asked["options"].splitlines() == ["Pour", "Contre", "Abstention"]
    content = draw_papers(
        approved, item, created=at, question=asked["question"], options=["Pour", "Contre"], mentions=False, copies=8
    )
    text = flat(extract_text(BytesIO(content)))
    assert text.count("Pour") == text.count("Contre") == 8
    assert [user for user in world.users.values() if str(user) in text] == []
