"""What surrounds the agendas of the sittings to come: papers, a break, an item that a member asks for, a template."""

from datetime import UTC, datetime

from accounts.models import User
from deliberations import services
from home.demo.material import material
from reports.kit import Document, Furniture

CONVENED = 17  # the rank of the sitting to come in sittings.toml
ASKING = "anouk.delattre@exemple.fr"


def surround(session, at):
    """Dress the next sitting with papers and a break, the one after with a request; keep a template."""
    if session.facts["order"] == CONVENED:
        join_papers(session, at)
        services.save_agenda_template(session.record, name="Plénière ordinaire", by=session.clerk, at=at)
        return
    words = material("sittings")["request"]
    services.add_break(session.record, duration=10, position=2, by=session.clerk, at=at)
    services.ask_for_item(
        session.record, title=words["title"], why=words["why"], duration=20, at=at,
        by=User.objects.get(email=ASKING),
    )  # fmt: skip


def join_papers(session, at):
    """A paper for everybody and one for the members, on the first items that are no votes."""
    items = session.record.items.filter(kind__in=("information", "discussion")).order_by("position")
    for item, words in zip(items, material("sittings")["papers"], strict=False):
        services.add_paper(
            item, title=words["title"], content=drawn(words), visibility=words["visibility"], by=session.clerk, at=at
        )


def drawn(words):
    """A short PDF, the same whenever it is drawn."""
    document = Document(
        title=words["title"], language="fr", created=datetime(2026, 1, 1, tzinfo=UTC), issuer="Conseil de l’ESS",
        furniture=Furniture(running=words["title"], page_label="Page {page} sur {pages}"),
    )  # fmt: skip
    document.paragraph(words["text"])
    return document.render()
