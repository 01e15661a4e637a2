"""RULES S10: two people change one text at once; what does not collide is put together, the rest is shown."""

import pytest

from common.merging import merge

BASE = "Un.\n\nDeux.\n\nTrois."


@pytest.mark.parametrize(
    ("mine", "theirs", "text", "conflicts"),
    [
        (BASE, BASE, BASE, 0),
        ("Un, dit A.\n\nDeux.\n\nTrois.", BASE, "Un, dit A.\n\nDeux.\n\nTrois.", 0),
        (BASE, "Un.\n\nDeux.\n\nTrois, dit B.", "Un.\n\nDeux.\n\nTrois, dit B.", 0),
        ("Un, dit A.\n\nDeux.\n\nTrois.", "Un.\n\nDeux.\n\nTrois, dit B.", "Un, dit A.\n\nDeux.\n\nTrois, dit B.", 0),
        ("Un, A.\n\nDeux.\n\nTrois.", "Un.\n\nDeux, B.\n\nTrois.", "Un, A.\n\nDeux, B.\n\nTrois.", 0),
        ("Un.\n\nDeux.", "Un.\n\nUn et demi.\n\nDeux.\n\nTrois.", "Un.\n\nUn et demi.\n\nDeux.", 0),
        (BASE + "\n\nA dit.", BASE + "\n\nB dit.", BASE + "\n\nB dit.\n\nA dit.", 0),
        ("A.\n\n" + BASE, BASE + "\n\nB.", "A.\n\n" + BASE + "\n\nB.", 0),
        ("Un, A.\n\nDeux.\n\nTrois.", "Un, B.\n\nDeux.\n\nTrois.", "Un, B.\n\nUn, A.\n\nDeux.\n\nTrois.", 1),
        ("Deux.\n\nTrois.", "Un, B.\n\nDeux.\n\nTrois.", "Un, B.\n\nDeux.\n\nTrois.", 1),
        ("Même.\n\nDeux.\n\nTrois.", "Même.\n\nDeux.\n\nTrois.", "Même.\n\nDeux.\n\nTrois.", 0),
        ("", "Un, B.\n\nDeux.\n\nTrois.", "Un, B.", 1),
    ],
)
def test_S10_what_each_changed_is_kept_and_a_collision_counted(mine, theirs, text, conflicts):
    merged = merge(BASE, mine, theirs)
    assert (merged.text, merged.conflicts) == (text, conflicts)


def test_S10_nothing_either_wrote_is_ever_missing_from_a_collision():
    merged = merge("Le plafond.", "Le plafond inquiète A.", "Le plafond rassure B.")
    assert "Le plafond inquiète A." in merged.text
    assert "Le plafond rassure B." in merged.text


def test_S10_two_first_notes_on_a_blank_page_are_both_kept():
    assert merge("", "De moi.", "De l’autre.") == merge("\n", "De moi.", "De l’autre.")
    assert merge("", "De moi.", "De l’autre.").text == "De l’autre.\n\nDe moi."
