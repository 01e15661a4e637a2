"""Time and memory of tagged minutes beside plain, untagged reportlab: 25 items, 120 seats, 25 roll calls.

Both draw the same texts and tables in the same type sizes. Runs alternate in one warm process; medians are compared.

    python bench/minutes_pdf.py [runs] [file to write the tagged minutes to]
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reports.kit import Document, Furniture, Group
from reports.theme import BOTTOM, LEFT, RIGHT, TOP, WIDTH

COLLEGES = ("Collectivités", "Réseaux de l’ESS", "Organisations de l’ESS", "Partenaires allemands et transfrontaliers")
FIRST = ("Anne", "Karim", "Lena", "Odile", "Jürgen", "Łucja", "Mehdi", "Françoise", "Zoé", "Hélène")
LAST = (
    "Vautrin",
    "Weiß",
    "Kowalska",
    "Benali",
    "Œuvrard",
    "Schmitt",
    "Müller",
    "Haettel",
    "Nguyen",
    "Klein",
    "Roth",
    "Demir",
)
SENTENCE = (
    "Le rapporteur présente le texte et rappelle que la collectivité s’est engagée à répondre dans les six mois ; "
    "plusieurs membres demandent que le calendrier "
    "soit précisé, que les moyens soient chiffrés et que le suivi soit public. "
)
CHOICES = ("Pour", "Contre", "Abstention")
TITLE = "Procès-verbal de la séance plénière du 24 novembre 2026"
LIMIT_RATIO, LIMIT_SECONDS, LIMIT_MEGABYTES = 1.8, 0.6, 85


def members() -> list[tuple[str, str]]:
    return [
        (f"{FIRST[seat % 10]} {LAST[(seat * 7) % 12]}-{LAST[(seat * 5 + 3) % 12]}", COLLEGES[seat * 4 // 120])
        for seat in range(120)
    ]


def ballot(item: int) -> dict[str, list[tuple[str, str]]]:
    """Who voted what at ``item``."""
    votes: dict[str, list[tuple[str, str]]] = {choice: [] for choice in CHOICES}
    for seat, member in enumerate(members()):
        votes[CHOICES[(seat * seat + item) % 7 % 3]].append(member)
    return votes


def counts(votes: dict[str, list[tuple[str, str]]], college: str = "") -> list[int]:
    return [sum(1 for _, home in votes[choice] if college in ("", home)) for choice in CHOICES]


def tagged() -> bytes:
    furniture = Furniture(
        running="Procès-verbal nº 2026-04",
        version="Version 1",
        digest="Empreinte SHA-256 : " + "9f2c8a5b" * 8,
        page_label="Page {page} sur {pages}",
    )
    document = Document(
        title=TITLE,
        language="fr",
        created=datetime(2026, 11, 24, 21, tzinfo=UTC),
        issuer="Conseil de développement",
        furniture=furniture,
    )
    document.heading("Présences")
    rows: list = []
    for college in COLLEGES:
        rows += [
            Group(college),
            *((name, "Présence", "18 h 30", "21 h 10") for name, home in members() if home == college),
        ]
    document.table(("Membre", "Présence", "Arrivée", "Départ"), rows)
    for item in range(1, 26):
        votes = ballot(item)
        document.heading(f"Recommandation {item} : rouvrir les berges de la rivière", number=str(item))
        document.paragraph(SENTENCE * 2)
        document.paragraph(SENTENCE)
        document.vote_table(
            CHOICES,
            [(college, counts(votes, college)) for college in COLLEGES],
            total=("Ensemble", counts(votes)),
            corner="Collège",
        )
        document.roll_call([(choice, len(votes[choice]), [name for name, _ in votes[choice]]) for choice in CHOICES])
        document.decision(f"La recommandation {item} est adoptée.")
    document.signature_block([("Coprésidence", "Odile Vautrin"), ("Secrétariat", "Lena Hoffmann")])
    return document.render()


# the same with reportlab alone


def register_plain_fonts() -> None:
    folder = Path(__file__).resolve().parent.parent / "reports" / "fonts"
    for name, file in (
        ("Plain", "CoconseilSans-Regular"),
        ("PlainStrong", "CoconseilSans-Semibold"),
        ("PlainSerif", "CoconseilSerif-Semibold"),
    ):
        if name not in pdfmetrics.getRegisteredFontNames():
            font = TTFont(name, str(folder / f"{file}.ttf"))
            font.face.name = name.encode()  # else reportlab would hand out the kit's own, faster font for this file
            pdfmetrics.registerFont(font)


BODY = ParagraphStyle("body", fontName="Plain", fontSize=10.5, leading=15, spaceAfter=6.5)
STRONG = ParagraphStyle("strong", parent=BODY, fontName="PlainStrong")
HEADING = ParagraphStyle("heading", fontName="PlainSerif", fontSize=15.5, leading=19.5, spaceBefore=17, spaceAfter=5)
BIG = ParagraphStyle("big", fontName="PlainSerif", fontSize=26, leading=30, spaceAfter=5)
CELL = ParagraphStyle("cell", fontName="Plain", fontSize=8.8, leading=11.6)


def _plain_style(size: float, *more: tuple) -> TableStyle:
    return TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Plain", size, size * 1.32),
            ("FONT", (0, 0), (0, -1), "PlainStrong", size, size * 1.32),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 3.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4.2),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#DDD6CB")),
            *more,
        ]
    )


def _plain_attendance() -> Table:
    data, spans = [("Membre", "Présence", "Arrivée", "Départ")], []
    for college in COLLEGES:
        spans.append(("SPAN", (0, len(data)), (-1, len(data))))
        data += [
            (college, "", "", ""),
            *((name, "Présence", "18 h 30", "21 h 10") for name, home in members() if home == college),
        ]
    return Table(data, colWidths=[WIDTH / 4] * 4, repeatRows=1, style=_plain_style(9.3, *spans))


def _plain_votes(votes: dict[str, list[tuple[str, str]]]) -> list[Table]:
    rows = [
        ("Collège", *CHOICES),
        *((college, *map(str, counts(votes, college))) for college in COLLEGES),
        ("Ensemble", *map(str, counts(votes))),
    ]
    share = WIDTH / 5.2
    table = Table(
        rows,
        colWidths=[2.2 * share, share, share, share],
        repeatRows=1,
        style=_plain_style(9.3, ("ALIGN", (1, 0), (-1, -1), "RIGHT")),
    )
    names = [
        (choice, str(len(votes[choice])), Paragraph("\u00a0· ".join(name for name, _ in votes[choice]), CELL))
        for choice in CHOICES
    ]
    return [table, Table(names, colWidths=[WIDTH * part for part in (0.17, 0.08, 0.75)], style=_plain_style(8.8))]


def _plain_page(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("PlainStrong", 8.5)
    canvas.drawString(LEFT, A4[1] - 40, "Procès-verbal nº 2026-04")
    canvas.drawRightString(A4[0] - RIGHT, BOTTOM - 35, f"Page {document.page}")
    canvas.setFont("Plain", 7.4)
    canvas.drawString(LEFT, BOTTOM - 35, "Empreinte SHA-256 : " + "9f2c8a5b" * 8)
    canvas.restoreState()


def plain() -> bytes:
    register_plain_fonts()
    story: list = [Paragraph(escape(TITLE), BIG), Paragraph("Présences", HEADING), _plain_attendance()]
    for item in range(1, 26):
        story += [
            Paragraph(f"{item}  Recommandation {item} : rouvrir les berges de la rivière", HEADING),
            Paragraph(SENTENCE * 2, BODY),
            Paragraph(SENTENCE, BODY),
        ]
        story += [*_plain_votes(ballot(item)), Paragraph(f"La recommandation {item} est adoptée.", STRONG)]
    buffer = BytesIO()
    SimpleDocTemplate(
        buffer, pagesize=A4, leftMargin=LEFT, rightMargin=RIGHT, topMargin=TOP, bottomMargin=BOTTOM, title=TITLE
    ).build(story, _plain_page, _plain_page)
    return buffer.getvalue()


def clock(make: Callable[[], bytes]) -> float:
    gc.collect()
    start = time.process_time()
    make()
    return time.process_time() - start


def peak_megabytes() -> float:
    """Peak memory of a fresh process that makes the tagged minutes six times."""
    code = (
        f"import resource, sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import minutes_pdf\n"
        "for _ in range(6): minutes_pdf.tagged()\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def main(runs: str = "9", output: str = "") -> int:
    content, other = tagged(), plain()
    if output:
        Path(output).write_bytes(content)
    times = [(clock(tagged), clock(plain)) for _ in range(int(runs))]
    ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    ratio, memory = ours / theirs, peak_megabytes()
    print(f"tagged  {ours:.3f} s  {len(content) // 1024} KiB   (CPU, median of {runs})")
    print(f"plain   {theirs:.3f} s  {len(other) // 1024} KiB")
    print(f"ratio   {ratio:.2f} (limit {LIMIT_RATIO})   peak memory {memory:.0f} MB (limit {LIMIT_MEGABYTES})")
    print(f"the same bytes twice: {tagged() == content}")
    return 0 if ratio <= LIMIT_RATIO and ours <= LIMIT_SECONDS and memory <= LIMIT_MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
