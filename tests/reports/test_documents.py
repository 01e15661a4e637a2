"""What the kit promises to those who write documents with it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from django.utils.functional import SimpleLazyObject
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_text

from common.files import write_atomically
from reports.kit import Document, Furniture, Group
from reports.markup import put_html
from reports.text import Rich, bare, join, lines, link, plain, strong

from .pdfua_check import Reader, check
from .samples import ALL, AWKWARD, MOMENT, document, read, simple
from .test_structure import outline


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", " ", extract_text(BytesIO(content)).replace("\u202f", "~"))


@pytest.mark.parametrize("name", ALL)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    assert ALL[name]() == ALL[name]()


def test_another_moment_gives_other_bytes_and_another_identifier() -> None:
    first, second = (document(created=moment).render() for moment in (MOMENT, MOMENT + timedelta(seconds=1)))
    assert first != second
    assert str(read(first).trailer.ID[0]) != str(read(second).trailer.ID[0])


def test_what_people_type_is_shown_as_typed_with_its_narrow_spaces() -> None:
    assert AWKWARD.replace("\u202f", "~") in text_of(simple())


def test_a_narrow_no_break_space_does_not_break_the_line() -> None:
    sample = document(show_title=False)
    sample.paragraph("mot\u202f; " * 400)
    assert not re.search(r"(^|\n)\s*;", extract_text(BytesIO(sample.render())))


def test_words_stay_apart_at_the_end_of_a_line_and_a_long_word_stays_whole() -> None:
    sample = document(show_title=False)
    long_word = "anticonstitutionnellement" * 12
    sample.paragraph("des mots " * 30 + long_word)
    code = b"".join(re.findall(rb"\((.*?)\) Tj", read(sample.render()).pages[0].Contents.read_bytes())).decode(
        "latin-1"
    )
    assert ("des mots " * 30).strip() in code
    assert long_word in code


def test_characters_the_typefaces_lack_become_a_box_and_the_file_still_complies() -> None:
    sample = document(title="Κεφάλαιο \u0627 😀")
    sample.paragraph("e\u0301 \u0627 😀 \u0007 ①")
    content = sample.render()
    assert check(content) == []
    assert "é □ □ 1" in text_of(content)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80), st.text(min_size=1, max_size=40))
def test_any_text_gives_a_document_that_complies(words: str, cell: str) -> None:
    sample = document()
    sample.heading(words)
    sample.paragraph(words)
    sample.table((cell, words), [(words, cell), (cell, "")])
    sample.items([words])
    assert check(sample.render()) == []


def test_metadata_names_title_author_language_and_moment() -> None:
    zone = timezone(timedelta(hours=1))
    content = document(
        title="Titre «\u202fA & B\u202f»",
        author="Conseil",
        subject="Séance",
        keywords="ess, eau",
        created=datetime(2026, 11, 24, 19, 30, tzinfo=zone),
    ).render()
    pdf = read(content)
    assert str(pdf.docinfo["/Title"]) == "Titre «\u202fA & B\u202f»"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20261124193000+01'00'"
    assert str(pdf.Root.Lang) == "fr"
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Titre «\u202fA & B\u202f»"
        assert xmp["dc:creator"] == ["Conseil"]
        assert xmp["xmp:CreateDate"] == "2026-11-24T19:30:00+01:00"


@pytest.mark.parametrize(
    ("more", "reason"), [({"title": "  "}, "needs a title"), ({"created": datetime(2026, 1, 1)}, "needs a time zone")]
)
def test_a_document_without_title_or_time_zone_is_refused(more: dict, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        document(**more)


def test_a_figure_without_alternative_is_refused() -> None:
    with pytest.raises(ValueError, match="replaces"):
        document().figure(lambda canvas: None, alt=" ", width=1, height=1)


def test_each_page_says_which_of_how_many_it_is() -> None:
    sample = document(furniture=Furniture(page_label="Page {page} sur {pages}", running="Tête"))
    for _ in range(2):
        sample.page_break()
        sample.paragraph("Suite")
    pages = extract_text(BytesIO(sample.render())).split("\f")[:3]
    assert [re.findall(r"Page \d sur \d", page) for page in pages] == [
        ["Page 1 sur 3"],
        ["Page 2 sur 3"],
        ["Page 3 sur 3"],
    ]
    assert ["Tête" in page for page in pages] == [False, True, True]


def _follow_with(sample: Document, kind: int) -> None:
    match kind % 5:
        case 0:
            sample.paragraph("Texte suivi " * 40)
        case 1:
            sample.table(
                ("Colonne", "Autre"), [Group("Collège"), *(("suivi", "x") for _ in range(9))], caption="Titre de table"
            )
        case 2:
            sample.signature_block([("suivi", "Nom")])
        case 3:
            sample.heading("Titre dessous", 3)
            sample.items(["suivi"])
        case 4:
            with sample.together():
                sample.paragraph("suivi " * 300)


def test_a_title_never_ends_a_page() -> None:
    sample = document(show_title=False)
    for number in range(150):
        sample.heading(f"Titre {number}", 2)
        _follow_with(sample, number * number + number // 7)
    pages = extract_text(BytesIO(sample.render())).split("\f")
    ends = [
        [line for line in page.splitlines() if line.strip() and not re.match(r"\d+ / \d+", line)][-1:] for page in pages
    ]
    assert len(pages) > 30
    assert [end for end in ends if end and end[0].startswith("Titre")] == []


def test_a_table_without_rows_is_left_out() -> None:
    sample = document()
    sample.table(("A",), [])
    sample.keyvalues([])
    sample.roll_call([])
    assert outline(Reader(sample.render()).tree) == ("Document", ["H1"])


HTML = """<h2>Titre</h2><p>Un <strong>mot</strong>, <a href="https://example.org">un lien</a><br>et &lt;b&gt;.</p>
<ul><li>un</li><li><p>deux</p><ol start="3"><li>a</li></ol></li></ul><blockquote><p>cité</p></blockquote>
<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<hr><pre><code>x &lt; y
z</code></pre><b>seul <p>dedans</p></b><!-- rien -->"""


def test_html_keeps_its_structure() -> None:
    sample = document()
    put_html(sample, HTML)
    content = sample.render()
    item = ("LI", ["Lbl", ("LBody", ["P"])])
    nested = ("LI", ["Lbl", ("LBody", ["P", ("L", [item])])])
    table = ("Table", [("THead", [("TR", ["TH", "TH"])]), ("TBody", [("TR", ["TD", "TD"])])])
    assert outline(Reader(content).tree) == (
        "Document",
        ["H1", "H2", ("P", ["Link"]), ("L", [item, nested]), ("BlockQuote", ["P"]), table, "P", "P", "P"],
    )
    assert check(content) == []
    assert "dedans" in text_of(content)
    assert "3." in text_of(content)


def test_a_list_nested_absurdly_deep_still_fits_the_page() -> None:
    sample = document()
    sample.html("<ul><li>mot mot" * 60 + "</li></ul>" * 60)
    assert check(sample.render()) == []


def test_rich_text_escapes_what_is_put_into_it() -> None:
    assert strong("<i>") + " & " + plain('"') == "<b>&lt;i&gt;</b> &amp; &quot;"
    assert "a < " + strong("b") == "a &lt; <b>b</b>"
    assert join(" & ", ["a", Rich("<b>b</b>")]) == "a &amp; <b>b</b>"
    assert lines("a", "b") == "a<br/>b"
    assert bare(strong("a & b")) == "a & b"
    assert bare("<b>") == "<b>"
    assert link("x", "JAVASCRIPT:y") == "x"


def test_a_document_is_its_own_example() -> None:
    sample = Document(title="Avis", language="fr", created=datetime(2026, 1, 1, tzinfo=UTC))
    sample.lead("En bref.")
    sample.soft("Remarque.")
    sample.note("À noter.")
    sample.rule()
    sample.space(4)
    with sample.together():
        sample.paragraph("Ensemble.")
    assert check(sample.render()) == []


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "acte.pdf"
    write_atomically(target, b"un")
    write_atomically(target, b"deux")
    assert target.read_bytes() == b"deux"
    assert [path.name for path in tmp_path.iterdir()] == ["acte.pdf"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "acte.pdf"
    target.write_bytes(b"ancien")

    def refuse(descriptor: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="no space"):
        write_atomically(target, b"nouveau")
    assert target.read_bytes() == b"ancien"
    assert [path.name for path in tmp_path.iterdir()] == ["acte.pdf"]


WRITER = """
import itertools, sys
from common.files import write_atomically
for letter in itertools.cycle((b"a", b"b")):
    write_atomically(sys.argv[1], letter * 200_000)
"""


def test_a_killed_process_leaves_a_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "acte.pdf"
    for pause in (0.15, 0.18, 0.21, 0.24):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(target)], cwd=Path(__file__).parents[2])
        while not target.exists():
            time.sleep(0.01)
        time.sleep(pause)
        writer.kill()
        writer.wait()
        assert target.read_bytes() in (b"a" * 200_000, b"b" * 200_000)


def test_a_title_may_be_translated_late() -> None:
    late = SimpleLazyObject(lambda: "Titre")
    sample = document(title=late, furniture=Furniture(running=late, version=late, digest=late))
    sample.page_break()
    sample.heading(late, number="1")
    assert "Titre" in text_of(sample.render())
