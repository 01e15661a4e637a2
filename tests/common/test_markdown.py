"""What members write, shown: nothing harmful gets through, nothing typed disappears."""

import re
from html.parser import HTMLParser
from time import process_time

import pytest
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from common.markdown import demands, excerpt, plain, render
from common.typography import typography

N = "\u202f"

HARMFUL = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)"/>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>",
    "<style>@import 'http://x.example/x.css';</style>",
    "<link rel=stylesheet href=http://x.example/x.css>",
    "<meta http-equiv=refresh content='0;url=http://x.example'>",
    "<base href=http://x.example/>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//x.example/steal)",
    "[x](/\\x.example/steal)",
    "<javascript:alert(1)>",
    '[x](http://a.example "t" onmouseover="alert(1)")',
    "[x](http://a.example 'a\" onmouseover=\"alert(1)')",
    "![x](http://x.example/pixel.png)",
    '![x" onerror="alert(1)](http://x.example/pixel.png)',
    "![x](javascript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "texte{: onclick=alert(1) }\n\n# t {#id onclick=alert(1)}",
    "```html\" onload=\"alert(1)\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "*[x]: \"><script>alert(1)</script>\n\nx",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "[^\"><script>]\n\n[^\"><script>]: note",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "\x02klzzwxh:0000\x03 <script>alert(1)</script> \x02wzxhzdk:0\x03",
]  # fmt: skip

ALLOWED = {"p", "h2", "h3", "h4", "h5", "ul", "ol", "li", "strong", "em", "a", "blockquote", "table", "thead", "tbody"}
ALLOWED |= {"tr", "th", "td", "code", "pre", "hr", "br", "sup", "div", "abbr"}
ALLOWED_ATTRIBUTES = {"href", "title", "rel", "class", "id", "start", "data-align"}


class Inspector(HTMLParser):
    """Reads HTML as a browser would and keeps what is out of bounds."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag not in ALLOWED:
            self.found.append(tag)
        for name, value in attributes:
            if name not in ALLOWED_ATTRIBUTES or (name == "href" and not self.harmless(value)):
                self.found.append((tag, name, value))

    def harmless(self, url):
        return re.match(r"https?://|mailto:|#texte-fn|/(?![/\\])", url)

    def handle_comment(self, data):
        self.found.append(data)

    unknown_decl = handle_decl = handle_pi = handle_comment


@pytest.mark.parametrize("payload", HARMFUL)
@pytest.mark.parametrize("around", ["{}", "Un mot {} un autre.", "- point\n\n    {}\n", "> {}", "# {}"])
def test_nothing_harmful_gets_through(payload, around):
    assert Inspector(render(around.format(payload))).found == []


@given(st.text(alphabet=st.sampled_from("<>\"'&;:/()[]!`*_#^|-= \n1aonlidscrptj"), max_size=80))
def test_nothing_harmful_can_be_put_together(text):
    html = render(text)
    assert isinstance(html, SafeString)
    assert Inspector(html).found == []


@pytest.mark.parametrize(
    "text", [">" * 3000, "*" * 3000, "- " * 500, "1. " * 3000, "    " * 900 + "a", "|" * 3000, "`a " * 3000]
)
def test_a_pathological_text_is_still_rendered(text):
    assert Inspector(render(text)).found == []


def test_lists_within_lists_without_end_are_shown_as_typed_and_spoil_nothing():
    assert render("1. " * 3000 + "<b>") == f"<pre>{'1. ' * 3000}&lt;b&gt;</pre>"
    assert render("1. un") == "<ol>\n<li>un</li>\n</ol>"


@pytest.mark.parametrize("bracket", ["[", "[a ", "[a](", "![", "\\["])
def test_a_text_of_brackets_takes_no_more_than_its_length_deserves(bracket):
    start = process_time()
    assert render(bracket * 8000).count("[") >= 7900
    assert process_time() - start < 8  # some 25 s when each bracket makes the parser read all that follows


def test_sixty_links_in_one_paragraph_are_links():
    assert render("[a](https://a.example) " * 60).count("<a ") == 60
    assert render("- [a](https://a.example)\n" * 200).count("<a ") == 200


def test_tags_that_were_typed_are_shown_as_typed():
    assert "&lt;nom&gt;" in render("Écrire à <nom> avant <date>.")


def test_titles_begin_under_those_of_the_page_and_leave_no_gap():
    text = "# Un\n\n### Deux\n\n# Trois\n\n## Quatre\n\n###### Cinq"
    assert re.findall(r"<(h\d)>", render(text)) == ["h3", "h4", "h3", "h4", "h5"]
    assert re.findall(r"<(h\d)>", render("## Un\n\n### Deux")) == ["h3", "h4"]
    assert re.findall(r"<(h\d)>", render("# Un\n\n## Deux", level=2)) == ["h2", "h3"]
    assert re.findall(r"<(h\d)>", render("# a\n## b\n### c\n#### d")) == ["h3", "h4", "h5", "h5"]


def test_links_vouch_for_nothing():
    html = render("[le site](https://a.example/x) et <https://b.example>")
    assert html.count('rel="noopener nofollow ugc"') == 2
    assert 'href="https://b.example"' in html


def test_an_image_becomes_a_link_that_says_what_it_shows():
    html = render("![Le plan du quartier](https://a.example/plan.png)")
    assert "<img" not in html
    assert '<a href="https://a.example/plan.png" rel="noopener nofollow ugc">Le plan du quartier</a>' in html


def test_footnotes_of_two_texts_of_a_page_keep_apart():
    text = "Un fait[^1].\n\n[^1]: La source."
    html = render(text) + render(text, prefix="reponse")
    ids = re.findall(r'id="([^"]+)"', html)
    assert ids == ["texte-fnref:1", "texte-fn:1", "reponse-fnref:1", "reponse-fn:1"]
    assert re.findall(r'href="#([^"]+)"', html) == ["texte-fn:1", "texte-fnref:1", "reponse-fn:1", "reponse-fnref:1"]
    assert "Revenir à l’appel de la note 1" in html


def test_no_footnote_of_one_text_stays_in_the_next():
    render("Un fait[^1].\n\n[^1]: La source.")
    assert render("Rien[^1].") == "<p>Rien[^1].</p>"


@pytest.mark.parametrize(
    "text",
    [
        "Nous demandons :\n1. un guichet\n2. une clause",
        "Nous demandons :\n\n1) un guichet\n2) une clause",
        "Nous demandons :\n  1. un guichet\n  2. une clause",
    ],
)
def test_a_list_is_a_list_however_it_was_typed(text):
    assert re.findall(r"<li>(.*?)</li>", render(text), re.DOTALL) == ["un guichet", "une clause"]


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_points_nest_at_two_three_or_four_spaces(indent):
    html = render(f"- un\n{' ' * indent}- sous un\n{' ' * 2 * indent}- plus bas\n- deux")
    assert html.count("<ul>") == 3
    assert render("1. un\n\n   suite de un\n2. deux").count("<ol>") == 1


def test_pasted_bullets_make_a_list_and_a_year_does_not():
    assert render("• un\n• deux").count("<li>") == 2
    assert "<li>" not in render("Le conseil est né en\n2021. Il compte soixante sièges.")
    assert render("un\n\n- - -\n\ndeux").count("<hr>") == 1
    assert "<pre><code>- pas un point" in render("Exemple :\n\n    - pas un point")


def test_tables_keep_their_columns_aligned_without_a_style_attribute():
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<th data-align="right">b</th>' in html
    assert "style" not in html


def test_a_text_is_told_without_its_marks():
    text = "# Titre\n\nUn *mot* et un [lien](https://a.example)[^1] & `code`.\n\n- un\n- deux\n\n[^1]: Note."
    assert plain(text) == "Titre\nUn mot et un lien & code.\nun\ndeux"


def test_an_excerpt_ends_with_an_ellipsis_only_when_words_are_left():
    assert excerpt("Un *deux* trois quatre.", 4) == "Un deux trois quatre."
    assert excerpt("Un *deux*, trois quatre.", 2) == "Un deux…"
    assert excerpt("", 5) == ""


def test_R_demands_are_the_numbered_points_of_the_top_level():
    text = """Considérant que :

- ceci n’est pas une demande

Le conseil demande :
1. un guichet **unique** :
   - à Schiltigheim
   - à Kehl
2. une clause[^1] dans les marchés

> 1. une citation

[^1]: Note.
"""
    assert demands(text) == [f"un guichet unique{N}: à Schiltigheim à Kehl", "une clause dans les marchés"]
    assert demands("Pas de liste.") == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui décide ?", f"Qui décide{N}?"),
        ("Qui décide?", f"Qui décide{N}?"),
        ("Enfin !!", f"Enfin{N}!!"),
        ("deux points : un ; deux", f"deux points{N}: un{N}; deux"),
        ("« oui » et «non»", f"«{N}oui{N}» et «{N}non{N}»"),
        ("l'eau d'ici, aujourd'hui", "l’eau d’ici, aujourd’hui"),
        ("'cité'", "'cité'"),
        ("à 18:30 ou 1:2", "à 18:30 ou 1:2"),
        ("50 % de 20 €", f"50{N}% de 20{N}€"),
        ("voir https://a.example/x?y=1;z:2 ; puis", f"voir https://a.example/x?y=1;z:2{N}; puis"),
        ("écrire à l'adresse a.b@c.example : merci", f"écrire à l’adresse a.b@c.example{N}: merci"),
        ("<code>a ; b</code> ; <pre>c : d</pre>", f"<code>a ; b</code>{N}; <pre>c : d</pre>"),
        ('<a title="x : y" href="z">l\'eau</a>', '<a title="x : y" href="z">l’eau</a>'),
        ("<strong>Motifs</strong>: x", f"<strong>Motifs</strong>{N}: x"),
        ("Vélo &amp; Cie", "Vélo &amp; Cie"),
        ("(pourquoi ?)", f"(pourquoi{N}?)"),
        ("", ""),
    ],
)
def test_French_typography(typed, printed):
    assert typography(typed) == printed
    assert typography(printed) == printed


@given(st.text(alphabet=st.sampled_from("ab1 «»;:!?'<>/&\u00a0\u202f\n")))
def test_typography_changes_only_spaces_and_apostrophes_and_settles_at_once(text):
    bare = str.maketrans({" ": None, "\u00a0": None, N: None, "'": "’"})
    assert typography(text).translate(bare) == text.translate(bare)
    assert typography(typography(text)) == typography(text)


def test_straight_quotes_dashes_and_dots_are_set_in_French():
    assert render('"oui" -- non...') == f"<p>«{N}oui{N}» – non…</p>"


def test_the_way_back_from_a_note_is_told_in_the_language_of_the_page():
    with translation.override("fr"):
        assert "Revenir" in render("a[^1]\n\n[^1]: b")
