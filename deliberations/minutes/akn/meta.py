"""The head of the document: what it is, when, by whom; quorum and votes as figures; what the references mean."""

from django.utils.translation import gettext as _

from common.akn import Level, concept, identification, node

CONCEPTS = {
    "for": lambda: _("Pour"), "against": lambda: _("Contre"), "abstain": lambda: _("Abstention"),
    "consent": lambda: _("Consentement"), "aside": lambda: _("En retrait"), "objection": lambda: _("Objection"),
    "silent": lambda: _("N’ont pas voté"), "adopted": lambda: _("Adopté"), "rejected": lambda: _("Rejeté"),
    "no_quorum": lambda: _("Faute de quorum"), "void": lambda: _("Annulé"), "undecided": lambda: _("Sans résultat"),
    "reached": lambda: _("Quorum atteint"), "not_reached": lambda: _("Quorum non atteint"),
}  # fmt: skip
ROLES = {
    "author": lambda: _("Auteur"), "editor": lambda: _("Éditeur"), "chair": lambda: _("Présidence de séance"),
    "secretary": lambda: _("Secrétariat de séance"), "member": lambda: _("Membre"),
}  # fmt: skip
COUNTED = ("for", "against", "abstain")


def meta(minutes, seal, people):
    """The element `meta`; `people` are those whom the body names."""
    figures = _figures(minutes)
    return node(
        "meta",
        _identification(minutes, seal),
        *_publication(minutes, seal),
        *([node("analysis", node("parliamentary", *figures), source="#secretariat")] if figures else []),
        _references(minutes, people),
    )


def _identification(minutes, seal):
    approved = (seal.approved, "approval") if seal.approved else (minutes.date, "draft")
    shown = (seal.published, "publication") if seal.published else (seal.created.date().isoformat(), "generation")
    levels = (
        Level(minutes.date, "sitting", "conseil", "author"),
        Level(*approved, "conseil", "author"),
        Level(*shown, "secretariat", "editor"),
    )
    version = seal.published or seal.approved or minutes.date
    return identification(f"/akn/fr/debate/pv/{minutes.slug}", version, levels, "secretariat")


def _publication(minutes, seal):
    if not seal.published:
        return []
    return [node("publication", date=seal.published, name="site", showAs=minutes.council)]


def _figures(minutes):
    """Each finding of the quorum, then each vote, as numbers with what they count."""
    found = [_quorum(finding, rank) for rank, finding in enumerate(minutes.quorum, 1)]
    rank = 0
    for item in minutes.items:
        for ballot in item.ballots:
            rank += 1
            if ballot.total:
                found.append(_voting(ballot, rank, item))
    return found


def _quorum(finding, rank):
    eid, where = f"qv_{rank}", f"#quorum_{rank}"
    return node(
        "quorumVerification",
        node("quorum", eId=f"{eid}__quorum_1", value=finding.needed, href=where),
        node("count", eId=f"{eid}__count_1", value=finding.counted, href=where),
        eId=eid, outcome="#reached" if finding.met else "#not_reached", href=where,
    )  # fmt: skip


def _voting(ballot, rank, item):
    eid, where = f"vot_{rank}", f"#{item.anchor}__scrutin_{rank}"
    counts = [
        node("count", eId=f"{eid}__count_{place}", value=number, refersTo=f"#{choice}", href=where)
        for place, (choice, number) in enumerate(zip(COUNTED, ballot.total.numbers, strict=True), 1)
    ]
    return node("voting", *counts, eId=eid, outcome=f"#{ballot.outcome or 'undecided'}", href=where)


def _references(minutes, people):
    return node(
        "references",
        concept("Organization", "conseil", minutes.council),
        concept("Organization", "secretariat", _("Secrétariat")),
        *people.references(),
        *(concept("Role", eid, label()) for eid, label in ROLES.items()),
        *(concept("Concept", eid, label()) for eid, label in CONCEPTS.items()),
        source="#secretariat",
    )
