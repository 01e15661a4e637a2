"""What a document is, on its three levels: the work, the words it has in one version, the file."""

from typing import NamedTuple

from .nodes import node


class Level(NamedTuple):
    """When one level came to be and by what, and who made it: references inside the document.

    `alias`: another name it is known by, such as the digest of its text.
    """

    date: str  # YYYY-MM-DD
    event: str
    by: str
    role: str
    alias: str = ""


def identification(work: str, version: str, levels: tuple[Level, Level, Level], source: str):
    """The element `identification`. `work`: IRI of the work; `version`: what tells its expression from others."""
    expression = f"{work}/fra@{version}"
    of_work, of_expression, of_file = levels
    return node(
        "identification",
        _level("Work", work, of_work, node("FRBRcountry", value="fr")),
        _level("Expression", expression, of_expression, node("FRBRlanguage", language="fra")),
        _level("Manifestation", f"{expression}.xml", of_file, node("FRBRformat", value="xml")),
        source=f"#{source}",
    )


def concept(kind: str, eid: str, label: str):
    """What a reference of the document means."""
    return node(f"TLC{kind}", eId=eid, href=f"/akn/ontology/{kind.lower()}/fr.{eid}", showAs=label)


def _level(name, uri, level, *more):
    this = f"{uri}/!main" if name != "Manifestation" else f"{uri.removesuffix('.xml')}/!main.xml"
    return node(
        f"FRBR{name}",
        node("FRBRthis", value=this),
        node("FRBRuri", value=uri),
        *([node("FRBRalias", value=level.alias, name="digest")] if level.alias else []),
        node("FRBRdate", date=level.date, name=level.event),
        node("FRBRauthor", href=f"#{level.by}", as_=f"#{level.role}"),
        *more,
    )
