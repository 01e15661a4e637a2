"""What a reader of the structure finds: headings, lists, tables, links, figures, in reading order."""

from __future__ import annotations

from reports.kit import Group, Total
from reports.text import foreign, link, plain

from .pdfua_check import Node, Reader
from .samples import FURNITURE, document, figures, lists_and_links, long_table, read


def outline(node: Node) -> object:
    """Tags of an element and those below, without the text."""
    return node.tag if not node.kids else (node.tag, [outline(kid) for kid in node.kids])


def nodes(content: bytes, tag: str) -> list[Node]:
    return [node for node in Reader(content).nodes() if node.tag == tag]


def test_a_document_opens_with_its_title_as_the_only_H1() -> None:
    sample = document()
    sample.heading("Un")
    sample.heading("Deux")
    assert outline(Reader(sample.render()).tree) == ("Document", ["H1", "H2", "H2"])


def test_a_skipped_heading_level_is_closed_up() -> None:
    sample = document()
    sample.heading("Un", 4)
    sample.heading("Deux", 4)
    sample.heading("Trois", 4)
    assert outline(Reader(sample.render()).tree) == ("Document", ["H1", "H2", "H3", "H4"])


def test_a_blank_heading_is_left_out() -> None:
    sample = document()
    sample.heading(" \u200b ")
    sample.heading("Un", 3)
    assert outline(Reader(sample.render()).tree) == ("Document", ["H1", "H2"])


def test_without_a_visible_title_the_first_heading_takes_its_level() -> None:
    sample = document(show_title=False)
    sample.heading("Un")
    sample.heading("Un a", 3)
    assert outline(Reader(sample.render()).tree) == ("Document", ["H1", "H2"])


def test_lists_nest_inside_the_body_of_their_item() -> None:
    sample = document(show_title=False)
    sample.items(["un", ("deux", ["a"])])
    inner = ("L", [("LI", ["Lbl", "LBody"])])
    assert outline(Reader(sample.render()).tree) == (
        "Document",
        [("L", [("LI", ["Lbl", "LBody"]), ("LI", ["Lbl", ("LBody", ["P", inner])])])],
    )


def test_an_ordered_list_says_so() -> None:
    numberings = [str(node.attribute("/ListNumbering")) for node in nodes(lists_and_links(), "L")]
    assert numberings == ["/Disc", "/Disc", "/Disc", "/Decimal"]


def test_headers_of_columns_and_rows_have_their_scope_and_groups_span_the_table() -> None:
    sample = document()
    sample.table(("A", "B"), [Group("Collège"), ("x", "1"), Total(("Total", "1"))])
    scopes = [
        (str(node.attribute("/Scope")), int(node.attribute("/ColSpan") or 1)) for node in nodes(sample.render(), "TH")
    ]
    assert scopes == [("/Column", 1), ("/Column", 1), ("/Row", 2), ("/Row", 1), ("/Row", 1)]


def test_a_header_repeated_on_later_pages_is_an_artifact() -> None:
    content = long_table()
    assert len(read(content).pages) > 3
    first_table = nodes(content, "Table")[0]
    assert [outline(kid) for kid in first_table.kids if kid.tag == "THead"] == [("THead", [("TR", ["TH", "TH", "TH"])])]
    assert sum(1 for node in first_table.walk() if node.tag == "TR") == 1 + 4 * 31 + 1


def test_a_row_broken_over_pages_stays_one_cell() -> None:
    cells = nodes(long_table(), "TD")
    pages = [{page for page, _ in cell.marks} for cell in cells]
    assert max(map(len, pages)) >= 2


def test_a_link_over_two_lines_is_one_element_with_two_annotations_between_the_words_around_it() -> None:
    sample = document(show_title=False)
    sample.paragraph(plain("avant ") + link("un lien très long " * 8, "https://example.org/") + " après")
    content = sample.render()
    paragraph = nodes(content, "P")[0]
    only = nodes(content, "Link")[0]
    assert len(only.annotations) == 2
    assert [mcid for _, mcid in paragraph.marks] == [0, 2]
    assert [mcid for _, mcid in only.marks] == [1]
    annotation = read(content).pages[0].Annots[0]
    assert str(annotation.Contents) == ("un lien très long " * 8).strip()
    assert str(annotation.A.URI) == "https://example.org/"


def test_a_link_that_is_not_to_the_web_is_left_as_text() -> None:
    sample = document()
    sample.paragraph(link("danger", "javascript:alert(1)"))
    assert nodes(sample.render(), "Link") == []


def test_foreign_words_carry_their_language_across_pages() -> None:
    span = next(node for node in nodes(lists_and_links(), "Span"))
    assert str(span.element.Lang) == "de"
    assert len({page for page, _ in span.marks}) >= 2


def test_a_section_in_another_language_says_so() -> None:
    sample = document()
    with sample.section(lang="de"):
        sample.paragraph(foreign("bonjour", "fr"))
    assert [str(node.element.Lang) for node in nodes(sample.render(), "Sect")] == ["de"]


def test_figures_have_an_alternative_and_a_box() -> None:
    found = nodes(figures(), "Figure")
    assert [str(node.element.Alt) for node in found] == [
        "Un rectangle",
        "Une image transparente",
        "Une image grise",
        "Code QR",
    ]
    assert all(len(node.attribute("/BBox")) == 4 for node in found)


def test_head_foot_and_page_number_are_no_content() -> None:
    sample = document(furniture=FURNITURE)
    sample.paragraph("Seul contenu")
    content = sample.render()
    assert outline(Reader(content).tree) == ("Document", ["H1", "P"])
    assert read(content).pages[0].Contents.read_bytes().count(b"/Artifact BMC") == 1


def test_the_outline_follows_the_headings() -> None:
    sample = document()
    for title, level in (("Un", 2), ("Un a", 3), ("Deux", 2)):
        sample.heading(title, level, number="1" if title == "Un" else "")
    with read(sample.render()).open_outline() as tree:
        assert [(item.title, [child.title for child in item.children]) for item in tree.root] == [
            ("1 Un", ["Un a"]),
            ("Deux", []),
        ]
