"""RULES R2, R3, E4: a text written together: who is asked, who sees it, who may do what, who is named."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from common.lifecycle import AlreadyRecorded, NotAllowed, Refused
from governance import services
from governance.enums import CoAuthorState as C
from governance.enums import State
from governance.models import CoAuthor, Recommendation
from governance.procedure import LIFE
from governance.rules import may_edit, visible_to_user
from home.telling.models import Notice
from home.telling.services import note
from tests.governance.world import found, reach

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def world():
    return found()


@pytest.fixture
def draft(world, at):
    return reach(world, State.DRAFT, at)


def invite(world, text, at, role="member0", by="author"):
    return services.invite_co_author(text, person=world.person(role), by=world.users[by], at=at)


def together(world, text, at, role="member0"):
    invite(world, text, at, role)
    return services.accept_co_authoring(text, by=world.users[role], at=at + HOUR)


ACTS = {
    "accept": lambda world, text, at: services.accept_co_authoring(text, by=world.users["member0"], at=at),
    "decline": lambda world, text, at: services.decline_co_authoring(text, by=world.users["member0"], at=at),
    "remove": lambda world, text, at: services.remove_co_author(
        text, person=world.person("member0"), by=world.users["author"], at=at
    ),
    "invite": invite,
}
# from the state of an invitation, what each act gives: the next state, or what is raised
TABLE = {
    None: {"accept": NotAllowed, "decline": NotAllowed, "remove": Refused, "invite": C.INVITED},
    C.INVITED: {"accept": C.ACCEPTED, "decline": C.DECLINED, "remove": C.ENDED, "invite": AlreadyRecorded},
    C.ACCEPTED: {"accept": AlreadyRecorded, "decline": C.DECLINED, "remove": C.ENDED, "invite": AlreadyRecorded},
    C.DECLINED: {"accept": NotAllowed, "decline": AlreadyRecorded, "remove": C.ENDED, "invite": C.INVITED},
    C.ENDED: {"accept": NotAllowed, "decline": NotAllowed, "remove": AlreadyRecorded, "invite": C.INVITED},
}
ROAD = {None: (), C.INVITED: ("invite",), C.ACCEPTED: ("invite", "accept"), C.DECLINED: ("invite", "decline"),
        C.ENDED: ("invite", "remove")}  # fmt: skip


@pytest.mark.parametrize("state", TABLE)
def test_R2_each_act_from_each_state_of_an_invitation(state, world, draft, at):
    for act, expected in TABLE[state].items():
        point = transaction.savepoint()
        for step in ROAD[state]:
            ACTS[step](world, draft, at)
        if isinstance(expected, C):
            assert ACTS[act](world, draft, at + HOUR).state == expected
        else:
            with pytest.raises(expected):
                ACTS[act](world, draft, at + HOUR)
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("role", ["member1", "rapporteur", "co_chair", "clerk", "liaison", "outsider"])
def test_R2_the_author_alone_invites_and_removes(role, world, draft, at):
    together(world, draft, at)
    with pytest.raises(NotAllowed):
        invite(world, draft, at, "member2", by=role)
    with pytest.raises(NotAllowed):
        services.remove_co_author(draft, person=world.person("member0"), by=world.users[role], at=at)


def test_R2_members_are_invited_and_nobody_else(world, draft, at):
    with pytest.raises(Refused, match="n’y siège pas"):
        invite(world, draft, at, "outsider")
    with pytest.raises(Refused, match="déjà l’auteur"):
        invite(world, draft, at, "author")


def test_R3_a_draft_is_seen_and_edited_by_its_authors_only(world, draft, at):
    invite(world, draft, at, "member1")
    together(world, draft, at)
    sees = {role for role, user in world.users.items() if draft in visible_to_user(user, at)}
    edits = {role for role, user in world.users.items() if may_edit(user, draft, at)}
    assert sees == edits == {"author", "member0"}, "an invitation alone shows nothing"
    services.edit(draft, by=world.users["member0"], at=at + HOUR, title="Autrement dit")
    assert Recommendation.objects.get(pk=draft.pk).history.first().history_user == world.users["member0"]
    services.decline_co_authoring(draft, by=world.users["member0"], at=at + HOUR)
    assert draft not in visible_to_user(world.users["member0"], at)


def test_R2_the_author_submits_and_withdraws_a_co_author_does_neither(world, draft, at):
    together(world, draft, at)
    for name in ("submit", "withdraw"):
        with pytest.raises(NotAllowed):
            LIFE.take(name, draft, by=world.users["member0"], at=at, note="Motif.")
    submitted = services.submit(draft, by=world.users["author"], at=at + HOUR)
    assert not may_edit(world.users["member0"], submitted, at)
    assert submitted in visible_to_user(world.users["member0"], at)


@pytest.mark.parametrize("act", ["accept", "remove", "invite"])
def test_R3_once_submitted_the_authors_stay_as_they_are(act, world, draft, at):
    invite(world, draft, at)
    services.submit(draft, by=world.users["author"], at=at)
    with pytest.raises(Refused, match="déposé"):
        ACTS[act](world, draft, at + HOUR)
    assert services.decline_co_authoring(draft, by=world.users["member0"], at=at + HOUR).state == C.DECLINED


def test_R3_the_history_says_who_invited_and_who_accepted(world, draft, at):
    line = together(world, draft, at)
    said = [(row.state, row.history_user, row.history_date) for row in line.history.order_by("history_id")]
    assert said == [(C.INVITED, world.users["author"], at), (C.ACCEPTED, world.users["member0"], at + HOUR)]


BROKEN = {
    "one_co_author_per_person": lambda line: CoAuthor.objects.create(
        recommendation=line.recommendation, person=line.person, invited_at=line.invited_at
    ),
    "co_author_state_is_known": lambda line: CoAuthor.objects.filter(pk=line.pk).update(state="perdu"),
    "co_author_answers_after_the_invitation": lambda line: CoAuthor.objects.filter(pk=line.pk).update(
        answered_at=line.invited_at - HOUR
    ),
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_holds(constraint, world, draft, at):
    line = together(world, draft, at)
    name = "UNIQUE" if connection.vendor == "sqlite" and constraint.startswith("one_") else constraint
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[constraint](line)


def test_R8_the_invited_one_is_told_alone_then_co_authors_of_each_step(world, draft, at):
    invite(world, draft, at)
    note(draft.pk, "co_author.invited", at)
    assert [notice.person for notice in Notice.objects.all()] == [world.person("member0")]
    services.accept_co_authoring(draft, by=world.users["member0"], at=at)
    services.submit(draft, by=world.users["author"], at=at + HOUR)
    note(draft.pk, "submit", at + HOUR)
    told = {notice.person for notice in Notice.objects.filter(act="submit")}
    assert told == {world.person("author"), world.person("member0")}


# The doors


def address(text, act=None):
    return reverse("governance:co_author_act", args=[text.pk, act]) if act else co_authors_page(text)


def co_authors_page(text):
    return reverse("governance:co_authors", args=[text.pk])


def test_E4_the_page_is_found_by_the_author_and_who_is_invited(client, world, draft, at):
    invite(world, draft, at)
    found_by = set()
    for role, user in world.users.items():
        client.force_login(user)
        if client.get(co_authors_page(draft)).status_code == 200:
            found_by.add(role)
        draft_page = client.get(reverse("governance:draft", args=[draft.pk])).status_code
        assert (draft_page == 200) == (role == "author"), role
    assert found_by == {"author", "member0"}


def test_the_whole_road_through_the_pages(client, world, draft, at):
    client.force_login(world.users["author"])
    assert "Qui écrit ce texte" in client.get(reverse("governance:draft", args=[draft.pk])).content.decode()
    client.post(address(draft, "invite"), {"person": world.person("member0").pk})
    client.force_login(world.users["member0"])
    assert draft.title in client.get(reverse("home:desk")).content.decode()
    done = client.post(address(draft, "accept"), follow=True).content.decode()
    assert "Vous écrivez ce texte ensemble." in done
    assert 'name="submit"' not in done, "the author submits"
    client.force_login(world.users["author"])
    assert "co-auteur" in client.get(co_authors_page(draft)).content.decode()


def test_S10_the_second_of_two_editors_is_shown_what_theirs_would_change(client, world, draft, at):
    together(world, draft, at)
    page, first = reverse("governance:draft", args=[draft.pk]), {}
    for role in ("author", "member0"):
        client.force_login(world.users[role])
        opened = client.get(page).context
        filled = {name: opened["form"][name].value() for name in opened["form"].fields}
        first[role] = {name: value for name, value in filled.items() if value} | {"seen": opened["seen"]}
    client.post(page, first["member0"] | {"body": "1. Réserver trois lots."})
    client.force_login(world.users["author"])
    mine = first["author"] | {"body": "1. Réserver quatre lots."}
    refused = client.post(page, mine, follow=True)
    said = refused.content.decode()
    assert "a enregistré ce texte entre-temps" in said
    assert all(words in said for words in ("trois", "quatre"))
    assert Recommendation.objects.get(pk=draft.pk).body == "1. Réserver trois lots."
    client.post(page, mine | {"seen": refused.context["seen"]})
    assert Recommendation.objects.get(pk=draft.pk).body == "1. Réserver quatre lots."


def test_R3_co_authors_are_named_with_the_public_text(client, world, draft, at):
    together(world, draft, at)
    invite(world, draft, at, "member1")
    text = services.submit(draft, by=world.users["author"], at=at + HOUR)
    text = services.admit(text, by=world.users["co_chair"], at=at + 2 * HOUR)
    page = client.get(text.get_absolute_url()).content.decode()
    assert str(world.person("member0")) in page
    assert str(world.person("member1")) not in page, "who did not answer is named nowhere"
    said = client.get(reverse("api:recommendation", args=[text.number])).json()
    assert said["co_authors"] == [str(world.person("member0"))]
