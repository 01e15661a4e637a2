"""Recounting from the public ballot file alone: a stream of bytes in, results out, in order (RULES V13).

A file holds one ballot as a JSON object, or one ballot a line (JSON Lines). Lines are counted as they come, so that
a file of any length takes the memory of its longest line.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from governance.ballot_file import MalformedBallot, load, parse, printable, shown

__all__ = ["AGREES", "DISAGREES", "MALFORMED", "Recount", "recount", "recount_file"]

AGREES, DISAGREES, MALFORMED = 0, 1, 2


@dataclass(frozen=True, kw_only=True)
class Recount:
    """What became of one ballot. `outcome` is None when malformed; `line` is None for a file of one ballot."""

    status: int
    outcome: dict | None = None
    remark: str = ""
    line: int | None = None


def recount(document: object, line: int | None = None) -> Recount:
    """Count one ballot again and compare with what its file says was proclaimed (docs/recount.md)."""
    try:
        ballot = parse(document)
        outcome = ballot.outcome().as_dict()
    except MalformedBallot as error:
        return _malformed(error, line)
    except ValueError:  # Python writes no number of more than 4,300 digits
        return _malformed(MalformedBallot("fichier", "nombres trop longs pour être écrits"), line)
    remark = _differences(ballot.proclaimed or {}, outcome)
    return Recount(status=DISAGREES if remark else AGREES, outcome=outcome, remark=_at(line, remark), line=line)


def recount_file(lines: Iterable[bytes]) -> Iterator[Recount]:
    """Count every ballot of a file, given line by line. A file without any is malformed."""
    numbered = enumerate(lines, start=1)
    first = next((one for one in numbered if one[1].strip()), None)
    if first is None:
        yield _malformed(MalformedBallot("fichier", "vide"), None)
    elif _is_object(first[1]):
        yield from _stream(first, numbered)
    else:
        yield from _whole([first, *numbered])


def _stream(first: tuple[int, bytes], others: Iterator[tuple[int, bytes]]) -> Iterator[Recount]:
    """The first line is an object by itself: alone it is the file, otherwise each line is a ballot."""
    written = (one for one in others if one[1].strip())
    second = next(written, None)
    if second is None:
        yield _of_text(first[1], None)
    else:
        for number, line in chain((first, second), written):
            yield _of_text(line, number)


def _whole(numbered: list[tuple[int, bytes]]) -> Iterator[Recount]:
    """Either one ballot over several lines, or JSON Lines whose first line is broken."""
    written = [(number, line) for number, line in numbered if line.strip()]
    blank_lines_before = b"\n" * (numbered[0][0] - 1)
    text = blank_lines_before + b"".join(line for _, line in numbered)
    if not _is_object(text) and _looks_like_lines([line.strip() for _, line in written]):
        for number, line in written:
            yield _of_text(line, number)
    else:
        yield _of_text(text, None)


def _looks_like_lines(lines: list[bytes]) -> bool:
    """Whether a text that is no JSON object is meant line by line: some line is a ballot, or each looks like one."""
    some_ballot = any(b'"format"' in line and _is_object(line) for line in lines)
    all_objects = all(line.startswith(b"{") and line.endswith(b"}") for line in lines)
    return len(lines) > 1 and (some_ballot or all_objects)


def _is_object(text: bytes) -> bool:
    try:
        return isinstance(load(text), dict)
    except MalformedBallot:
        return False


def _of_text(text: bytes, line: int | None) -> Recount:
    try:
        document = load(text)
    except MalformedBallot as error:
        return _malformed(error, line)
    return recount(document, line)


def _malformed(error: MalformedBallot, line: int | None) -> Recount:
    return Recount(status=MALFORMED, remark=_at(line, str(error)), line=line)


def _differences(proclaimed: Mapping, outcome: Mapping) -> str:
    """Each figure that was proclaimed and counts otherwise, in words; nothing when all agree."""
    differing = [key for key in proclaimed if key in outcome and proclaimed[key] != outcome[key]]
    told = (f"{key} proclamé {shown(proclaimed[key])}, recompté {shown(outcome[key])}" for key in differing)
    return printable(", ".join(told))


def _at(line: int | None, remark: str) -> str:
    return f"ligne {line} : {remark}" if line and remark else remark
