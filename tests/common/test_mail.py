"""A message says the same in text and in HTML, and a title begins no header."""

import pytest

from common.mail import Line, Mail, message, one_line
from common.uploads import is_pdf


@pytest.mark.parametrize("broken", ["\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\t \n"])
def test_a_subject_is_one_line_and_keeps_its_fine_spaces(broken):
    assert one_line(f"a{broken}Bcc: x\u202f: b ") == "a Bcc: x\u202f: b"


@pytest.mark.django_db  # it names the council as its editors do
def test_both_forms_say_the_same_and_markup_stays_text():
    line = Line("Titre & fils", "https://exemple.fr/1", "détail")
    action, foot = Line("Ouvrir", "https://exemple.fr/2"), (Line("Pied"),)
    mail = Mail(subject="Objet", paragraphs=("Un <b>mot</b>.",), lines=(line,), action=action, foot=foot)
    drawn = message(mail, to="a@exemple.fr", language="fr", attachments=[("a.pdf", b"%PDF-", "application/pdf")])
    html = drawn.alternatives[0][0]
    assert "Un <b>mot</b>." in drawn.body
    assert "Un &lt;b&gt;mot&lt;/b&gt;." in html
    for word in ("Titre", "https://exemple.fr/1", "détail", "Ouvrir", "https://exemple.fr/2", "Pied"):
        assert word in drawn.body
        assert word in html
    assert drawn.attachments[0][0] == "a.pdf"


def test_a_file_too_large_is_refused_before_it_is_read():
    class Large:
        size = 11 * 1024 * 1024

    with pytest.raises(Exception, match="10 Mo"):
        is_pdf(Large())
