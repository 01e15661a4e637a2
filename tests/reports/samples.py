"""Documents the tests read back; also what an outside judge is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from reports.kit import Document, Furniture, Group, Total
from reports.text import emphasis, foreign, link, plain, strong

MOMENT = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
FURNITURE = Furniture(
    running="Procès-verbal nº 2026-04",
    version="Version 2",
    digest="Empreinte SHA-256\u202f: 9f2c8a5b",
    register="Registre\u202f: entrée 1\u202f482",
    page_label="Page {page} sur {pages}",
)
AWKWARD = "<b>&amp; \"'> «\u202fguillemets\u202f» l’Œuvre d’Łucja Weiß 5\u202f%\u202f; €"


def document(**more: Any) -> Document:
    """An empty document with a title."""
    return Document(**({"title": "Procès-verbal", "language": "fr", "created": MOMENT} | more))


def simple() -> bytes:
    sample = document(
        furniture=FURNITURE, issuer="Conseil de développement", eyebrow="Nº 4", subtitle="Séance plénière"
    )
    sample.heading("Ouverture", number="1")
    sample.paragraph(AWKWARD)
    return sample.render()


def long_table() -> bytes:
    sample = document(furniture=FURNITURE)
    rows: list[Any] = []
    for college in range(1, 5):
        rows += [
            Group(f"Collège {college}"),
            *((f"Membre {number}", "quartier " * (number % 40), "") for number in range(30)),
        ]
    sample.table(("Membre", "Organisation", "Signature"), [*rows, Total(("Total", "120", ""))], caption="Présences")
    sample.roll_call([("Pour", 600, [f"Prénom Nom {number}" for number in range(600)]), ("Contre", 0, [])])
    return sample.render()


def lists_and_links() -> bytes:
    sample = document()
    sample.heading("Un titre", 4)
    sample.items(["un", ("deux", ["a", ("b", ["plus bas"])]), "trois"])
    sample.items(["premier", "deuxième"], ordered=True, start=3)
    sample.paragraph(
        strong("Gras")
        + " et "
        + emphasis("italique")
        + ", "
        + link("un lien assez long pour passer à la ligne " * 3, "https://example.org/a?b=1&c=2")
        + plain(" fin.")
    )
    sample.paragraph(link("Un paragraphe qui n’est qu’un lien " * 90, "https://example.org/"))
    sample.paragraph(plain("Le ") + foreign("Eurodistrikt " * 700, "de") + plain(" sur deux pages."))
    sample.quote("Des mots. " * 20, "Quelqu’un")
    sample.decision("Adopté.")
    return sample.render()


def picture(mode: str = "RGBA", form: str = "PNG") -> bytes:
    content = BytesIO()
    Image.new(mode, (40, 20)).save(content, form)
    return content.getvalue()


def figures() -> bytes:
    sample = document(furniture=Furniture(watermark="Projet"))
    sample.figure(
        lambda canvas: canvas.rect(0, 0, 90, 40, fill=1), alt="Un rectangle", width=90, height=40, caption="Figure 1"
    )
    sample.image(picture(), alt="Une image transparente", width=100)
    sample.image(picture("L", "JPEG"), alt="Une image grise", width=100)
    sample.vote_table(("Pour", "Contre"), [("Ensemble", (12, 3))])
    sample.qr("https://example.org/verifier/1", alt="Code QR", text=("Vérifier", "https://example.org/verifier/1"))
    sample.signature_block(
        [("Coprésidence", "Odile"), ("Secrétariat", "Lena"), ("Vice-présidence", "Karim"), ("Trésorerie", "Zoé")],
        place_and_date="Fait le 24",
    )
    return sample.render()


ALL = {"simple": simple, "long_table": long_table, "lists_and_links": lists_and_links, "figures": figures}


@lru_cache(maxsize=4)
def read(content: bytes) -> pikepdf.Pdf:
    """The file, to look at only; kept open so that its objects live on."""
    return pikepdf.open(BytesIO(content))
