"""Collect the French sentences of the code, keep the English and German catalogues, compile them; no gettext needed.

Run as `python -m tools.catalogues`; with `--check` it writes nothing and exits 1 when a translation is missing.
"""

import argparse
import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("de", "en")
CODE = ("accounts", "common", "config", "council", "deliberations", "engagement", "governance", "home", "opendata",
        "register", "reports", "search", "territory")  # fmt: skip
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
BEGUN = datetime(2026, 11, 23, tzinfo=UTC)  # a fixed date: the same sentences give the same files
HEADER = {"charset": "utf-8", "project": "Coconseil", "version": "1", "fuzzy": False, "copyright_holder": "Coconseil",
          "creation_date": BEGUN, "revision_date": BEGUN, "last_translator": "Coconseil", "language_team": "Coconseil",
          "header_comment": "# Coconseil. EUPL-1.2."}  # fmt: skip
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}|%[sd](?![a-z])")


def sources():
    """Yield (path, text as Python) of everything that may hold a sentence."""
    for app in CODE:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in (".html", ".txt"):
            yield path, as_python(templatize(path.read_text(encoding="utf-8"), origin=str(path)))


def as_python(text):
    """Make what `templatize` leaves of a template readable as Python: no indentation, no brackets left open."""
    calls = re.compile(r"\b(?:_|[np]*gettext)\((?:[^()\"']|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')*\)")
    return "\n".join(call.group() for call in calls.finditer(text))


def collected():
    """Return a Catalog of every sentence, with the files it stands in."""
    catalogue = Catalog(**HEADER)
    for path, text in sources():
        place = str(path.relative_to(ROOT))
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            catalogue.add(message, locations=[(place, None)], context=context)
    return catalogue


def path_of(locale, suffix):
    return ROOT / "locale" / locale / "LC_MESSAGES" / f"django.{suffix}"


def stored(locale):
    """Return the catalogue of a language as it is on disk, or an empty one."""
    path = path_of(locale, "po")
    if not path.exists():
        return Catalog(locale=locale, **HEADER)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def update(template):
    """Bring both catalogues to the sentences of the code and compile them; return what still lacks a translation."""
    write_french(template)
    lacking = []
    for locale in LOCALES:
        catalogue = stored(locale)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.creation_date = catalogue.revision_date = BEGUN
        catalogue.fuzzy, catalogue.header_comment = False, HEADER["header_comment"]
        path_of(locale, "po").parent.mkdir(parents=True, exist_ok=True)
        with path_of(locale, "po").open("wb") as file:
            write_po(file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
        compile_catalogue(locale)
        lacking += faults(locale, template)
    return lacking


def compile_catalogue(locale):
    with path_of(locale, "mo").open("wb") as file:
        write_mo(file, stored(locale))


def write_french(template):
    """Write the French catalogue: only the sentences with a plural, said as they are, so that 0 is singular."""
    catalogue = Catalog(locale="fr", **HEADER)
    for message in template:
        if isinstance(message.id, tuple):
            catalogue.add(message.id, string=message.id, context=message.context)
    path_of("fr", "po").parent.mkdir(parents=True, exist_ok=True)
    with path_of("fr", "po").open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True)
    compile_catalogue("fr")


def faults(locale, template):
    """Return one line for each sentence without translation, with other placeholders, or no longer in the code."""
    catalogue = stored(locale)
    found = []
    for message in template:
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        texts = known and parts(known.string)
        if not texts or not all(texts):
            found.append(f"{locale}: no translation of {message.id!r}")
        elif any(placeholders(text) - placeholders(message.id) for text in texts):
            found.append(f"{locale}: other placeholders in {message.id!r}")
    known = {(message.id, message.context) for message in template}
    gone = [message.id for message in catalogue if message.id and (message.id, message.context) not in known]
    found += [f"{locale}: no longer in the code: {text!r}" for text in gone]
    return found


def placeholders(text):
    return {found for part in parts(text) for found in PLACEHOLDER.findall(part)}


def stale(locale):
    """Tell whether the compiled catalogue says something else than its source."""
    if not path_of(locale, "mo").exists():
        return True
    with path_of(locale, "mo").open("rb") as file:
        compiled = read_mo(file)
    return said_by(compiled) != said_by(stored(locale))


def said_by(catalogue):
    """Return every translated sentence with its translation, in one form whatever file it was read from."""
    return {str(parts(m.id)): parts(m.string) for m in catalogue if m.id and all(parts(m.string))}


def parts(text):
    """Return a sentence as a tuple: one part, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    template = collected()
    if parser.parse_args().check:
        found = [fault for locale in LOCALES for fault in faults(locale, template)]
        found += [f"{locale}: not compiled, run make messages" for locale in (*LOCALES, "fr") if stale(locale)]
    else:
        found = update(template)
    sentences = len([message for message in template if message.id])
    print("\n".join([*found[:40], f"{sentences} sentences, {len(found)} to put right"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
