"""Read the texts of the demo council."""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def material(name):
    """Return the content of one TOML file of this folder."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def recommendations():
    """Return every recommendation of the demo, in the order of the files."""
    files = sorted((FOLDER / "recommendations").glob("*.toml"))
    return [text for file in files for text in tomllib.loads(file.read_text(encoding="utf-8"))["recommendations"]]
