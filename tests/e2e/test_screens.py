"""The desk on several screens at once: what one does the others show, and no word is lost (RULES S8, S10, S11)."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from deliberations import services
from tests.deliberations.factories import convened, found, opened, ready, seat_of

SLOWNESS = float(os.environ.get("SLOWNESS", "1"))  # for a machine that does much else at once
SOON = 2_000 * SLOWNESS  # milliseconds: within this, every screen has followed
SAVED = 6_000 * SLOWNESS


@pytest.fixture
def world(transactional_db):
    return found(members=3)


@pytest.fixture
def sitting(world):
    """An open sitting with its text under way; one member has not come yet."""
    at = timezone.now() - timedelta(minutes=10)
    present = ["author", "rapporteur", "co_chair", "member0", "member1"]
    sitting = opened(world, at, present=present, recommendations=[ready(world, at)])
    services.start_item(sitting.items.get(kind="vote"), by=world.users["clerk"], at=at)
    return sitting


def desk_of(visit, world, sitting, role):
    return visit(world.users[role]).go(f"/seances/{sitting.slug}/conduite/")


def note_field(visitor):
    return visitor.page.locator("textarea[name=text]")


def note_arrival(desk, code):
    """Press « là » for a seat, and wait until the record has it: the others have two seconds from there."""
    desk.page.locator(f"#seat-{code} button").first.click()
    desk.page.wait_for_selector("body:not([aria-busy])")
    expect(desk.page.locator(f"#seat-{code} button").first).to_have_attribute("aria-pressed", "true")


def test_S8_S11_every_screen_follows_the_others_within_two_seconds(visit, world, sitting):
    clerk = desk_of(visit, world, sitting, "clerk").look()
    chair = desk_of(visit, world, sitting, "co_chair")
    wall = visit(world.users["co_chair"]).go(f"/seances/{sitting.slug}/ecran/").look()
    member = visit(world.users["author"]).go(f"/seances/{sitting.slug}/direct/").look()

    code = seat_of(world, "member2").code
    note_arrival(clerk, code)
    expect(chair.page.locator(f"#seat-{code} button").first).to_have_attribute("aria-pressed", "true", timeout=SOON)
    expect(chair.page.locator(".desk-figures__count")).to_have_text("6", timeout=SOON)
    expect(wall.page.locator(".screen__count")).to_have_text("6", timeout=SOON)

    member.click("Demander la parole")
    name = str(world.person("author"))
    for desk in (clerk, chair):
        expect(desk.page.locator(".floor__line", has_text=name)).to_be_visible(timeout=SOON)
    chair.page.locator(".floor__line", has_text=name).get_by_role("button", name="Donner la parole").click()
    chair.page.wait_for_selector("body:not([aria-busy])")
    expect(wall.page.locator(".screen__who")).to_have_text(name, timeout=SOON)
    expect(member.page.get_by_role("button", name="J’ai terminé")).to_be_visible(timeout=SOON)
    member.click("J’ai terminé")
    expect(clerk.page.locator(".floor__now")).to_have_count(0, timeout=SOON)

    chair.click("Ouvrir le scrutin")
    expect(member.page.get_by_role("link", name="Voter")).to_be_visible(timeout=SOON)
    expect(wall.page.locator(".screen__ballot")).to_be_visible(timeout=SOON)
    for visitor in (clerk, chair, wall, member):
        visitor.look()


def test_S10_two_people_write_at_once_and_both_texts_arrive(visit, world, sitting):
    clerk, chair = (desk_of(visit, world, sitting, role) for role in ("clerk", "co_chair"))
    note_field(clerk).fill("Un.\n\nDeux.")
    expect(note_field(chair)).to_have_value("Un.\n\nDeux.", timeout=SAVED)
    note_field(clerk).fill("Un, dit A.\n\nDeux.")
    note_field(chair).fill("Un.\n\nDeux, dit B.")
    for desk in (clerk, chair):
        expect(note_field(desk)).to_have_value("Un, dit A.\n\nDeux, dit B.", timeout=SAVED)

    note_field(clerk).fill("Tout autre chose.")
    note_field(chair).fill("Encore autre chose.")
    either = clerk.page.locator("[data-take=both]"), chair.page.locator("[data-take=both]")
    clerk.page.wait_for_timeout(SAVED / 2)
    late, button = next(
        (desk, button) for desk, button in zip((clerk, chair), either, strict=True) if button.is_visible()
    )
    late.trouble.clear()  # the browser says that the server answered 409
    late.look()
    button.click()
    expect(either[0]).to_have_count(0)
    late.page.wait_for_timeout(SAVED / 2)
    item = sitting.items.get(kind="vote")
    assert "Tout autre chose." in item.discussion
    assert "Encore autre chose." in item.discussion


def test_S10_notes_survive_a_cut_and_a_reload_and_the_screen_says_so(visit, world, sitting):
    clerk = desk_of(visit, world, sitting, "clerk")
    item = sitting.items.get(kind="vote")
    clerk.context.set_offline(True)
    note_field(clerk).fill("Écrit pendant la coupure.")
    expect(clerk.page.locator("[data-saved]")).to_contain_text("gardé sur cet appareil", timeout=SAVED)
    expect(clerk.page.locator("[data-connection]")).to_contain_text("hors ligne", timeout=SAVED)
    item.refresh_from_db()
    assert item.discussion == ""
    clerk.context.set_offline(False)
    expect(clerk.page.locator("[data-saved]")).to_contain_text("enregistré à", timeout=20_000)
    item.refresh_from_db()
    assert item.discussion == "Écrit pendant la coupure."

    clerk.page.route("**/debats/", lambda route: route.abort())
    note_field(clerk).fill("Écrit pendant la coupure, et après.")
    clerk.page.unroute("**/debats/")
    clerk.page.reload()
    expect(note_field(clerk)).to_have_value("Écrit pendant la coupure, et après.")
    expect(clerk.page.locator("[data-saved]")).to_contain_text("enregistré à", timeout=SAVED)
    item.refresh_from_db()
    assert item.discussion == "Écrit pendant la coupure, et après."


def test_E3_gestures_made_quickly_one_after_another_are_all_noted(visit, world):
    sitting = convened(world, timezone.now())
    clerk = desk_of(visit, world, sitting, "clerk")
    for seat in world.seats:
        clerk.page.locator(f"#seat-{seat.code} button").first.click()
    clerk.page.wait_for_selector("body:not([aria-busy])")
    assert sitting.attendances.count() == len(world.seats)


def test_what_is_typed_open_or_focused_stays_while_the_screen_follows(visit, world, sitting):
    clerk, chair = (desk_of(visit, world, sitting, role) for role in ("clerk", "co_chair"))
    clerk.page.locator("summary", has_text="Action à suivre").click()
    clerk.page.locator("[name=what]").fill("Écrire au préfet")
    note_arrival(chair, seat_of(world, "member2").code)
    expect(clerk.page.locator(".desk-figures__count")).to_have_text("6", timeout=SOON)
    expect(clerk.page.locator("[name=what]")).to_have_value("Écrire au préfet")
    expect(clerk.page.locator("[name=what]")).to_be_focused()
    other = sitting.items.exclude(kind="vote").first()
    services.start_item(other, by=world.users["co_chair"], at=timezone.now())
    expect(clerk.page.locator(".desk-elsewhere")).to_contain_text(other.title, timeout=SOON)
    expect(clerk.page.locator("[name=what]")).to_have_value("Écrire au préfet")
    expect(chair.page.locator("#titre-point")).to_have_text(other.title, timeout=SOON)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_the_projector_never_scrolls(width, height, visit, world, sitting):
    item = sitting.items.get(kind="vote")
    type(item).objects.filter(pk=item.pk).update(
        title="Un intitulé de point aussi long que les statuts le permettent " * 3
    )
    wall = visit(world.users["clerk"])
    for scheme in ("light", "dark"):
        wall.page.emulate_media(color_scheme=scheme)
        wall.page.set_viewport_size({"width": width, "height": height})
        wall.go(f"/seances/{sitting.slug}/ecran/")
        root = "document.documentElement"
        assert wall.page.evaluate(f"{root}.scrollHeight <= {root}.clientHeight")
        wall.look()


def test_a_member_sees_the_sitting_open_on_a_page_left_waiting(visit, world):
    at = timezone.now()
    sitting = convened(world, at)
    member = visit(world.users["author"]).go(f"/seances/{sitting.slug}/direct/").sees("n’est pas ouverte")
    for role in ("author", "rapporteur", "co_chair"):
        services.arrive(sitting, seat=seat_of(world, role), person=world.person(role), by=world.users["clerk"], at=at)
    people = {"presiding": world.person("co_chair"), "secretary": world.person("rapporteur")}
    services.open_sitting(sitting, by=world.users["clerk"], at=at, **people)
    expect(member.page.locator("h1")).to_have_text("La séance est ouverte", timeout=SOON)
