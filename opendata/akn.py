"""A recommendation as Akoma Ntoso 3.0, from the same assembled value as its PDF: a `statement`, as the standard calls
an official document of a body that is no norm. The text is a frozen one (RULES R3)."""

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.akn import Level, concept, identification, node, prose, written
from governance.models import Recommendation, Version
from governance.papers import leaflet_of

WORK = "/akn/fr/statement/recommandation"
COUNTED = ("for", "against", "abstain")
STEPS = {"admit": "admission", "adopt": "adoption", "reject": "rejection",
         "transmit": "transmission", "answer": "answer"}  # fmt: skip


def recommendation_akn(recommendation: Recommendation, version: Version) -> bytes:
    """One of the public texts of a recommendation, valid against the OASIS schema; same record, same bytes."""
    with override(settings.LANGUAGE_CODE):
        leaflet = leaflet_of(recommendation, version=version)
        statement = node(
            "statement",
            _meta(leaflet, recommendation, version),
            _preface(leaflet),
            _body(leaflet),
            _conclusions(leaflet),
            name="recommandation",
            contains="singleVersion",
        )
    return written(statement)


def _meta(leaflet, recommendation, version):
    text, public = leaflet.text, localdate(recommendation.public_since).isoformat()
    frozen = localdate(version.frozen_at).isoformat()
    levels = (
        Level(public, "publication", "conseil", "author"),
        Level(frozen, "freezing", "conseil", "author", alias=f"sha256:{text.digest}"),
        Level(leaflet.seal.created.date().isoformat(), "generation", "conseil", "editor"),
    )
    return node(
        "meta",
        identification(f"{WORK}/{text.number}", f"{frozen}/v{text.version}", levels, "conseil"),
        node("publication", date=public, name="site", showAs=leaflet.council),
        *_lifecycle(recommendation),
        *_figures(leaflet),
        _references(leaflet),
    )


def _lifecycle(recommendation):
    """The steps that count, each a day, from the one that made the text public on (RULES R3)."""
    taken = recommendation.moves.filter(step__in=STEPS, at__gte=recommendation.public_since).order_by("at", "pk")
    events = [
        node("eventRef", eId=f"etape_{rank}", date=localdate(move.at).isoformat(), source="#conseil",
             refersTo=f"#{STEPS[move.step]}")
        for rank, move in enumerate(taken, 1)
    ]  # fmt: skip
    return [node("lifecycle", *events, source="#conseil")] if events else []


def _figures(leaflet):
    """The vote that decided, as numbers with what they count; none where only its sentence is known."""
    if not (leaflet.vote and leaflet.vote.total):
        return []
    counts = [
        node("count", eId=f"vot_1__count_{place}", value=number, refersTo=f"#{choice}", href="#vote")
        for place, (choice, number) in enumerate(zip(COUNTED, leaflet.vote.total, strict=False), 1)
    ]
    voting = node("voting", *counts, eId="vot_1", href="#vote")
    return [node("analysis", node("parliamentary", voting), source="#conseil")]


def _references(leaflet):
    steps = {
        "admission": _("Recevabilité"), "adoption": _("Adoption"), "rejection": _("Rejet"),
        "transmission": _("Transmission"), "answer": _("Réponse"),
    }  # fmt: skip
    choices = {"for": _("Pour"), "against": _("Contre"), "abstain": _("Abstention")}
    return node(
        "references",
        concept("Organization", "conseil", leaflet.council),
        concept("Role", "author", _("Auteur")),
        concept("Role", "editor", _("Éditeur")),
        *(concept("Event", eid, label) for eid, label in steps.items()),
        *(concept("Concept", eid, label) for eid, label in choices.items()),
        source="#conseil",
    )


def _preface(leaflet):
    text = leaflet.text
    return node(
        "preface",
        node("p", leaflet.council),
        node("p", node("docType", text.kind), " ", node("docNumber", text.number)),
        node("p", node("docTitle", text.title)),
        node("p", _("Version %(n)s, empreinte SHA-256 %(digest)s") % {"n": text.version, "digest": text.digest}),
        *(node("p", f"{label}\u00a0: {value}") for label, value in (*text.facts, *leaflet.road)),
        eId="preface",
    )


def _body(leaflet):
    text = leaflet.text
    parts = [
        _part("resume", _("En bref"), [node("p", text.summary)] if text.summary else []),
        _part("demande", _("Ce que le conseil demande"), prose(text.body, "demande")),
        _part("motifs", _("Exposé des motifs"), prose(text.rationale, "motifs")),
    ]
    return node("mainBody", *(part for part in parts if part is not None), eId="body")


def _part(eid, heading, blocks):
    if not blocks:
        return None
    return node(
        "hcontainer", node("heading", heading), node("content", *blocks, eId=f"{eid}__texte"), name=eid, eId=eid
    )


def _conclusions(leaflet):
    """Where the text stands, the vote, the assembly's answer: what a reader of the file alone must know."""
    said = [node("p", leaflet.state, eId="etat")]
    if leaflet.vote:
        said.append(node("p", leaflet.vote.sentence or _("Sans décompte"), eId="vote"))
    if leaflet.reply:
        said.append(
            node("p", node("b", _("La réponse de l’assemblée")), f"\u00a0: {leaflet.reply.sentence}", eId="reponse")
        )
    return node("conclusions", *said, eId="conclusions")
