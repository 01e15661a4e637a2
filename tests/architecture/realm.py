"""A council at work in which every role is somebody, and the objects that the addresses of the site speak of."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.apps import apps
from django.core import signing
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Page

from council.models import CouncilPage
from deliberations import services as sittings
from deliberations.links import reply_token
from deliberations.models import Dispatch
from governance import services
from governance.enums import State
from governance.models import LiaisonLink, Referral
from home.groups import open_groups
from home.models import Subscription
from home.telling.messages import CONFIRM, STOP
from tests.accounts.factories import UserFactory
from tests.council.factories import MembershipFactory, TermFactory
from tests.deliberations.factories import (
    alternate_of,
    approved,
    closed,
    convened,
    opened,
    planned,
    proxy,
    ready,
    seat_of,
)
from tests.governance.factories import ThemeFactory
from tests.governance.world import found, open_ballot, reach
from tests.territory.factories import OrganisationFactory, PlaceFactory

ROLES = (
    "anonymous", "member", "alternate", "proxy_holder", "author", "rapporteur", "co_chair", "clerk", "liaison",
    "editor", "ended", "superuser",
)  # fmt: skip
OURS = ("deliberations", "governance", "council", "territory", "register")


@dataclass
class Realm:
    """Who knocks (`clients`, by role) and what is behind the doors (`things`, by the name the table uses)."""

    clients: dict[str, Client] = field(default_factory=dict)
    things: dict[str, object] = field(default_factory=dict)


def build(at):
    """Found the council, bring its records to the states that matter, sign everybody in."""
    open_groups()
    world = found(members=4)
    back_office(world)
    realm = Realm(things=records(world, at) | sitting_records(world, at))
    people = accounts(world)
    for role in ROLES:
        realm.clients[role] = Client()
        if role != "anonymous":
            realm.clients[role].force_login(people[role])
    return realm


def accounts(world):
    """One account for each role; the proxy holder is the member to whom `member2` entrusts a voice."""
    users = {role: world.users[role] for role in ("author", "rapporteur", "co_chair", "clerk", "liaison")}
    return users | {
        "member": world.users["member0"],
        "proxy_holder": world.users["member1"],
        "alternate": alternate_of(world, "member3").user,
        "editor": UserFactory(editor=True),
        "ended": TermFactory(with_account=True, ended=True).person.user,
        "superuser": UserFactory(superuser=True),
    }


def records(world, at):
    """Recommendations in the states in which an address opens or closes."""
    refused = reach(world, State.INADMISSIBLE, at)
    answered = reach(world, State.ANSWERED, at)
    step = services.add_step(answered, title="Clause", owner="Achats", by=world.users["liaison"], at=at)
    scheduled = reach(world, State.SCHEDULED, at)
    amended = reach(world, State.DRAFTING, at)
    member, version = world.users["member0"], amended.versions.get()
    services.propose(
        amended, version=version, body="1. Autre chose.", rationale="Parce que.", reason="Mieux.", by=member, at=at
    )
    said = services.contribute(amended, stance="for", text="Il est temps.", by=member, at=at)
    adopted = reach(world, State.ADOPTED, at)
    return {
        "amended": amended.number,
        "contribution": said.pk,
        "decided_ballot": adopted.versions.latest("number").ballots.get().pk,
        "draft": reach(world, State.DRAFT, at).pk,
        "submitted": reach(world, State.SUBMITTED, at).number,
        "refused": refused.number,
        "admissible": reach(world, State.ADMISSIBLE, at).number,
        "drafting": reach(world, State.DRAFTING, at).number,
        "adopted": adopted.number,
        "transmitted": reach(world, State.TRANSMITTED, at).number,
        "answered": answered.number,
        "step": step.pk,
        "token": linked(world, at),
        "theme": ThemeFactory(slug="logement").slug,
        **subscribed(at),
        "year": at.year,
        "referral": Referral.objects.get().number,
        "lone_ballot": open_ballot(world, scheduled, at).pk,
        "slug": world.person("author").slug,
        "organisation": OrganisationFactory().slug,
    }


def linked(world, at):
    """A referral, and the token of a link to a transmitted text, as only its message would carry it."""
    services.ask_opinion(
        question="Que faire des friches ?", asked_by="assembly", due_on=at.date() + timedelta(days=90),
        by=world.users["liaison"], at=at,
    )  # fmt: skip
    transmission = reach(world, State.TRANSMITTED, at).transmission
    link = services.send_link(transmission, address="courrier@exemple.fr", by=world.users["clerk"], at=at)
    LiaisonLink.objects.filter(pk=link.pk).update(token_digest=LiaisonLink.digest_of("jeton"), status="sent")
    return "jeton"


def subscribed(at):
    """The tokens of a subscription, as only its messages would carry them."""
    subscription = Subscription.objects.create(address="abonnement@exemple.fr", asked_at=at)
    return {
        "confirm": signing.dumps(subscription.pk, salt=CONFIRM),
        "stop": signing.Signer(salt=STOP).sign(subscription.pk),
    }


def sitting_records(world, at):
    """A sitting in preparation, one convened, one open with a ballot in which a proxy is held, one held."""
    clerk = world.users["clerk"]
    draft = planned(world, at, starts_at=at + timedelta(days=60), title="Plénière d’hiver")
    to_come = convened(world, at, starts_at=at + timedelta(days=20), title="Plénière de rentrée")
    answer(world, to_come, at)
    things = prepared(world, draft, to_come, at)
    there = ("author", "rapporteur", "co_chair", "member0", "member1")
    text, sought = ready(world, at), ready(world, at)
    now = opened(world, at, present=there, recommendations=[text, sought], title="Plénière ouverte")
    given = proxy(world, now, "member2", "member1", at)
    item = sittings.start_item(now.items.get(recommendation=text), by=clerk, at=at)
    speaker = world.person("member0")
    turn = sittings.ask_floor(item, seat=seat_of(world, "member0"), person=speaker, by=clerk, at=at)
    motion = sittings.raise_motion(item, kind="order", person=speaker, by=clerk, at=at)
    recusal = sittings.recuse(
        item, seat=world.person("author").terms.get().seat, person=world.person("author"), category="Intérêt",
        by=clerk, at=at,
    )  # fmt: skip
    ballot = sittings.open_item_ballot(item, method="roll_call", by=clerk, at=at).ballot
    consent = sittings.open_item_ballot(now.items.get(recommendation=sought), method="consent", by=clerk, at=at).ballot
    services.answer_consent(
        ballot=consent, seat=seat_of(world, "member0"), choice="objection", reason="Trop cher.", by=clerk, at=at
    )
    point = sittings.add_action_point(item, what="Écrire", who="Secrétariat", by=clerk, at=at)
    held = closed(world, at - timedelta(days=40), title="Plénière tenue")
    sittings.write_words(held, opening_words="La séance est ouverte.", by=clerk, at=at)
    return (
        minutes_records(world, at)
        | {
            "draft_sitting": draft.slug,
            "draft_item": draft.items.first().pk,
            "convened": to_come.slug,
            "dispatch": to_come.agenda_versions.get().dispatches.first().pk,
            "reply": reply_token(to_come, seat_of(world, "author"), world.person("author")),
            "open": now.slug,
            "item": item.pk,
            "proxy": given.pk,
            "stay": now.attendances.first().pk,
            "turn": turn.pk,
            "motion": motion.pk,
            "recusal": recusal.pk,
            "ballot": ballot.pk,
            "round": consent.pk,
            "objection": consent.electors.get(position__isnull=False).objections.get().pk,
            "action": point.pk,
            "held": held.slug,
            "held_item": held.items.first().pk,
        }
        | things
    )


def prepared(world, draft, to_come, at):
    """What surrounds an agenda: papers, an item that a member asked for, a template."""
    clerk, item = {"by": world.users["clerk"], "at": at}, to_come.items.first()
    asked = sittings.ask_for_item(draft, title="Un point", why="Parce que.", by=world.users["author"], at=at)
    template = sittings.save_agenda_template(draft, name="Plénière ordinaire", **clerk)
    return {
        "draft_paper": sittings.add_paper(draft.items.first(), title="Note", content=b"%PDF-1", **clerk).pk,
        "paper": sittings.add_paper(item, title="Note", content=b"%PDF-1", **clerk).pk,
        "internal_paper": sittings.add_paper(
            item, title="Interne", content=b"%PDF-2", visibility="members", **clerk
        ).pk,
        "request": asked.pk,
        "template": template.pk,
    }


def minutes_records(world, at):
    """Draft minutes that members read and correct, and approved ones with a redaction and a signed copy."""
    clerk, author = world.users["clerk"], world.person("author")
    read = closed(world, at - timedelta(days=200), title="Plénière relue")
    item = read.items.first()
    sittings.publish_examined(read, by=clerk, at=at)
    sittings.circulate(read, by=clerk, at=at)
    asked = sittings.ask_correction(
        read, item=item, person=author, wanted="Oui", reason="Erreur", by=author.user, at=at
    )
    said = sittings.record_dissent(item, person=author, text="Je ne suis pas de cet avis.", by=author.user, at=at)
    done = approved(world, at - timedelta(days=120), title="Plénière approuvée").sitting
    hidden = sittings.redact(done, passage="acte", reason="vie privée", by=clerk, at=at)
    scan = sittings.attach_signed(done, kind="scan", file=ContentFile(b"%PDF-1.7 x %%EOF"), by=clerk, at=at)
    return {
        "circulated": read.slug, "correction": asked.pk, "dissent": said.pk, "approved": done.slug,
        "redaction": hidden.pk, "copy": scan.pk,
    }  # fmt: skip


def answer(world, sitting, at):
    """What one member announces, and the notice as it left for them."""
    person = world.person("member0")
    sittings.reply(sitting, seat=seat_of(world, "member0"), person=person, answer="coming", by=person.user, at=at)
    version = sitting.agenda_versions.get()
    Dispatch.objects.filter(agenda_version=version, person=person).update(status="sent", sent_at=at)


def back_office(world):
    """What the back office lists besides, and the page of the council."""
    ThemeFactory()
    PlaceFactory()
    MembershipFactory(person=world.person("author"))
    root = Page.objects.get(depth=1).get_children().first()
    root.add_child(instance=CouncilPage(title="Le conseil", slug="le-conseil"))


def first_of(name):
    """The key of the oldest record of a model of ours, by the name its screens have in the back office."""
    ours = (model for model in apps.get_models() if model._meta.app_label in OURS)
    model = next(model for model in ours if model._meta.model_name == name)
    return model.objects.order_by("pk").values_list("pk", flat=True).first()
