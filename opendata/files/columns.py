"""A table said once: its columns give both the CSV and the Table Schema that describes it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from common.spreadsheets.writing import write_csv

HOME = "https://specs.frictionlessdata.io/schemas/table-schema.json"


@dataclass(frozen=True)
class Column:
    """One column: its name, how to read it from a record, and what it means to who receives the file."""

    name: str
    value: Callable[[Any], Any]
    description: str
    type: str = "string"
    constraints: dict = field(default_factory=dict)

    def described(self) -> dict:
        said = {"name": self.name, "type": self.type, "description": self.description}
        return said | ({"constraints": self.constraints} if self.constraints else {})


REQUIRED = {"required": True}


def table(columns: Iterable[Column], records: Iterable) -> bytes:
    """Return the records as CSV: commas, UTF-8 without a mark, headings first."""
    columns = tuple(columns)
    lines = ([column.value(record) for column in columns] for record in records)
    return write_csv([[column.name for column in columns], *lines], delimiter=",", bom=False)


def schema(columns: Iterable[Column], *, name: str, title: str, key: str) -> dict:
    """Return the Table Schema of a table, to publish beside it."""
    return {
        "$schema": HOME,
        "name": name,
        "title": title,
        "fields": [column.described() for column in columns],
        "primaryKey": [key],
    }
