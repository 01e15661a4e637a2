"""Digests: one spelling for a value, whatever wrote it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.digests import canonical, digest, text_digest

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


class Choice(StrEnum):
    YES = "yes"


class Rank(IntEnum):
    FIRST = 1


@dataclass(frozen=True)
class Line:
    seat: str
    weight: Fraction


def test_keys_are_sorted_and_nothing_is_padded():
    assert canonical({"b": 1, "a": [True, None, "é"]}) == '{"a":[true,null,"é"],"b":1}'.encode()


def test_the_order_in_which_a_record_was_filled_in_does_not_matter():
    assert digest({"pour": 12, "contre": 3}) == digest({"contre": 3, "pour": 12})


def test_the_digest_is_the_sha256_of_the_canonical_bytes():
    value = {"question": "L’eau ?", "pour": 12}
    assert digest(value) == hashlib.sha256(canonical(value)).hexdigest()


def test_an_instant_is_the_same_in_every_time_zone():
    paris = datetime(2026, 11, 24, 18, 30, tzinfo=timezone(timedelta(hours=1)))
    assert canonical(paris) == b'"2026-11-24T17:30:00Z"'
    assert digest(paris) == digest(paris.astimezone(UTC))


def test_a_fraction_is_written_in_lowest_terms():
    assert canonical(Fraction(4, 6)) == b'"2/3"'


def test_dates_identifiers_choices_and_dataclasses_have_one_spelling():
    uuid = UUID("12345678123456781234567812345678")
    assert canonical(date(2026, 3, 1)) == b'"2026-03-01"'
    assert canonical(uuid) == b'"12345678-1234-5678-1234-567812345678"'
    assert canonical([Choice.YES, Rank.FIRST]) == b'["yes",1]'
    assert canonical({Choice.YES: 1}) == b'{"yes":1}'
    assert canonical(Line("A-01", Fraction(1, 2))) == b'{"seat":"A-01","weight":"1/2"}'


def test_a_tuple_and_a_list_are_one_thing():
    assert digest((1, 2)) == digest([1, 2])


@pytest.mark.parametrize("value", [Decimal("1.50"), 0.5, {1, 2}, b"raw", object(), Line, {1: "seat"}])
def test_what_has_more_than_one_spelling_is_refused(value):
    with pytest.raises(TypeError):
        canonical([value])


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a time zone"):
        canonical({"at": datetime(2026, 11, 24, 18, 30)})


def test_a_text_has_the_same_digest_whatever_system_typed_it():
    assert text_digest("Été\r\nfini\r") == text_digest("E\u0301te\u0301\nfini\n")
    assert text_digest("été") != text_digest("ete")
    assert text_digest("") == hashlib.sha256(b"").hexdigest()


@given(PLAIN)
def test_canonical_bytes_read_back_as_the_value(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_any_order_of_keys_gives_one_digest(value):
    assert digest(dict(reversed(value.items()))) == digest(value)
