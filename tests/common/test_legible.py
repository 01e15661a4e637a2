"""Every text that comes in is one that people can read (RULES E1): forms, and the cells of spreadsheets."""

import importlib
import pkgutil
import time
from inspect import getmembers, isclass

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.legible import LONGEST, legible
from common.spreadsheets import Column, load
from tests.architecture.test_structure import LOCAL
from tests.governance.factories import RecommendationFactory
from tests.governance.world import TEXT, found

SIGNS = (0x00, 0x0B, 0x1B, 0x9F, 0xD800, 0xDFFF, 0x202E, 0x2066, 0x200B, 0xFEFF, 0xFFFF, 0xE0041)
FINE = (
    "", "Œuvrer à l’été ;\r\n\tdeux lots", "\U0001f469\u200d\U0001f527 النص", "co\xadopé\xadra\xadtive", "n\u202f° 1",
    "x" * LONGEST,
)  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS, ids=hex)
def test_a_sign_that_nobody_sees_is_refused_with_the_place_where_it_stands(sign):
    with pytest.raises(ValidationError) as refusal:
        legible(f"Deux lots{chr(sign)} aux ateliers")
    assert refusal.value.messages == [
        f"Ce texte contient un signe invisible (U+{sign:04X}) après « Deux lots » : effacez ce passage et retapez-le."
    ]


@pytest.mark.parametrize("text", FINE, ids=range(len(FINE)))
def test_what_people_write_passes(text):
    assert legible(text) is None


def test_a_text_that_nobody_would_read_is_refused_at_once_with_the_limit():
    begun = time.perf_counter()
    with pytest.raises(ValidationError) as refusal:
        legible("x" * 1_000_000)
    assert time.perf_counter() - begun < 0.1
    assert "1\u202f000\u202f000 signes ; la limite est de 30\u202f000" in refusal.value.messages[0]


def project_forms():
    for app in LOCAL:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if module.name.split(".")[-1] in ("forms", "import_views"):
                found_in = getmembers(importlib.import_module(module.name), isclass)
                yield from (form for _name, form in found_in if issubclass(form, forms.BaseForm))


def test_every_text_field_of_every_form_refuses_what_is_not_legible():
    fields = {
        f"{form.__module__}.{form.__name__}.{name}": field
        for form in project_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
    }
    assert len(fields) > 30
    assert [name for name, field in fields.items() if legible not in field.validators] == []


def test_E2_a_cell_that_is_not_legible_is_told_with_its_place():
    sheet = load("Titre\nUn\u202edeux\n".encode(), [Column("title", ("Titre",))])
    assert [(problem.row, problem.column) for problem in sheet.problems] == [(2, "Titre")]
    assert "U+202E" in str(sheet.problems[0].why)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["title", "summary", "body", "rationale"])
@pytest.mark.parametrize("typed", ["x" * 1_000_000, "Un\u202edeux", "Un\x00deux"], ids=["1 MB", "bidi", "NUL"])
def test_E1_a_proposal_that_is_not_legible_is_kept_with_a_sentence(client, field, typed):
    client.force_login(found().users["author"])
    page = client.post(reverse("governance:new"), TEXT | {"kind": "proposal", "stage": "design", field: typed})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {field}
    assert page.context["form"][field].value() == typed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "state", "step", "field"),
    [
        ("co_chair", "submitted", "refuse", "note"),
        ("clerk", "adopted", "transmit", "letter"),
        ("liaison", "transmitted", "answer", "reason"),
    ],
)
@pytest.mark.parametrize("typed", ["x" * 1_000_000, "Un\u202edeux"], ids=["1 MB", "bidi"])
def test_E1_so_is_what_is_typed_at_a_step(client, at, role, state, step, field, typed):
    world = found()
    text = RecommendationFactory(world=world, at=at, **{state: True})
    client.force_login(world.users[role])
    page = client.post(reverse("governance:step", args=[text.number, step]), {field: typed})
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert page.context["form"][field].value() == typed
