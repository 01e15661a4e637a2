"""The house as a whole: who may look at whom, how big a room gets, and what nobody may forget."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from governance.methods import MANNERS

ROOT = Path(__file__).resolve().parents[2]
LOCAL = (
    "config", "home", "opendata", "engagement", "deliberations", "governance", "council", "territory", "register",
    "reports", "search", "accounts", "common",
)  # fmt: skip
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
SOURCES = [p for app in LOCAL for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts]
TEMPLATES = list((ROOT / "templates").rglob("*.html"))


def floors():
    """The stack of pyproject.toml, from the top: each floor is the set of apps that share it."""
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    return [set(layer.split(" | ")) for layer in layers]


def height(app):
    stack = floors()
    return next(len(stack) - n for n, floor in enumerate(stack) if app in floor)


def functions():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path.relative_to(ROOT), node


def test_every_local_app_has_its_floor():
    assert {app for floor in floors() for app in floor} == set(LOCAL)
    assert {config.name for config in apps.get_app_configs() if config.name in LOCAL} >= set(LOCAL) - {
        "config", "reports",
    }  # fmt: skip


def test_foreign_keys_point_down_the_stack():
    """String references escape the import linter."""
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in LOCAL
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model._meta.app_label in LOCAL
        and height(field.related_model._meta.app_label) > height(model._meta.app_label)
    ]
    assert upward == []


def test_records_are_protected_and_only_parts_go_with_their_whole():
    """Deleting a row never silently takes a record with it: a part says so in a comment beside its CASCADE."""
    unexplained = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        if "models" in path.parts or path.name == "models.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "on_delete=models.CASCADE" in line and "#" not in line and "CouncilImage" not in line
    ]
    assert unexplained == []


def test_every_constraint_speaks_to_people():
    """A broken constraint says a sentence, in the language of the reader."""
    silent = [
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in LOCAL
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert silent == []


def test_no_file_holds_two_things():
    long = {str(p.relative_to(ROOT)): n for p in SOURCES if (n := len(p.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_a_chapter():
    long = {f"{p}:{f.name}": n for p, f in functions() if (n := f.end_lineno - f.lineno + 1) > LONGEST_FUNCTION}
    assert long == {}


def test_functions_are_short_as_a_rule():
    lengths = sorted(f.end_lineno - f.lineno + 1 for _path, f in functions())
    assert lengths[len(lengths) // 2] < 10


def test_public_verbs_say_what_they_do():
    silent = [
        f"{path}:{node.name}"
        for path in (
            p for p in SOURCES if "services" in p.parts or p.name in ("services.py", "rules.py", "lifecycle.py")
        )
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_nothing_asks_the_clock_below_the_doors():
    """Time is a parameter: only doors (views, commands, hooks, pages, feeds, context) know what time it is."""
    doors = (
        "views",
        "opendata/api",
        "management",
        "wagtail_hooks.py",
        "pages.py",
        "back_office.py",
        "adapter.py",
        "home/models.py",
        "context.py",
        "forms.py",
    )
    asking = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"\b(timezone\.now|timezone\.localdate|datetime\.now|date\.today|localtime)\(\)", path.read_text())
        and not any(door in str(path) for door in doors)
    ]
    assert asking == []


def test_no_signals_between_apps():
    assert [str(p) for p in SOURCES if re.search(r"@receiver|\.connect\(", p.read_text())] == []


PAGES = [path for path in TEMPLATES if "email" not in path.parts]  # a message brings its styles with it, inline


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT / "templates")))
def test_templates_bring_no_code_of_their_own(path):
    """The strict policy of the site refuses inline scripts, styles and handlers: none is written."""
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son(click|submit|change|load)=", text), path


def test_every_template_is_used():
    """A template nobody names is dead: each is named in Python or in another template, or found by convention."""
    found_by_name = (
        "account/",
        "allauth/",
        "mfa/",
        "django/",
        "400.html",
        "403.html",
        "404.html",
        "500.html",
        "wagtail",
    )
    words = "\n".join(p.read_text() for p in [*SOURCES, *TEMPLATES, *(ROOT / "templates").rglob("*.txt")])
    names = [str(p.relative_to(ROOT / "templates")) for p in TEMPLATES]
    of_methods = [f for m in MANNERS.values() for f in (m.vote_fragment, m.desk_fragment, m.record_fragment)]
    unused = [
        name
        for name in names
        if not name.startswith(found_by_name)
        and name not in words
        and name not in of_methods
        and not (name.startswith("components/") and f'component "{Path(name).stem}"' in words)
    ]
    assert unused == []


def test_the_project_speaks_of_itself_alone():
    """No path of a machine and no address of a package index in what is committed."""
    pattern = re.compile(r"/work/|/root/\.|pypi\.org|files\.pythonhosted|registry\.npmjs")
    texts = [*SOURCES, *TEMPLATES, *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("*.toml")]
    assert [str(p) for p in texts if pattern.search(p.read_text())] == []
