"""What changed between two texts, as a reader would say it: first which paragraphs, then which words.

Two levels keep it fast and legible: paragraphs left alone are never looked into, and words are compared only
inside paragraphs that are recognisably the same one. Nothing is lost: the spans of a comparison, joined
without the insertions, are the old text to the byte; joined without the deletions, the new one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from common.alignment import DIFFER, SAME, opcodes

__all__ = ["Block", "Comparison", "Span", "compare", "paragraphs"]

EQUAL, INSERT, DELETE, REPLACE = "equal", "insert", "delete", "replace"
# Below this share of common words, two paragraphs are two paragraphs, not one reworded.
SAME_PARAGRAPH = 0.4
# A word found in more paragraphs than this says nothing about which one was reworded.
TELLING = 3
# So few pairs of paragraphs that each is looked at.
FEW = 400

# A paragraph ends at a blank line, or where a list item, a heading, a quotation or a table row begins.
_BREAK = re.compile(r"(?:\n[^\S\n]*)+\n\s*|\n(?=[^\S\n]*(?:[-*+•]|\d+[.)]|#{1,6}|>|\|)\s)")
# « l’ » and « eau » are two words, « aujourd’hui », « petit-jean », « élu·e », « 1 250 » and « 3,5 » are one;
# the narrow space of French punctuation belongs to its sign, any other white space to the word before it.
_SPACE = r"[^\S\u202f\u00a0]*"
_WORD = re.compile(
    rf"\d+(?:[\u202f\u00a0.,]\d+)+{_SPACE}|(?:[Aa]ujourd|[Pp]rud)['’]\w+{_SPACE}|[\w·-]+(?:['’]|{_SPACE})"
    rf"|«[\u202f\u00a0]?{_SPACE}|[\u202f\u00a0]?[^\w\s]{_SPACE}|\s+"
)


class _Paragraph:
    """A paragraph, read into words once; `keys` are its words without the white space after them."""

    def __init__(self, text: str):
        self.text, self.core = text, text.strip()

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)

    @cached_property
    def keys(self) -> list[str]:
        return [word.rstrip() for word in self.words]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.keys)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text that both versions share (`equal`), or that one of them only has (`insert`, `delete`)."""

    kind: str
    text: str

    @property
    def visible(self) -> bool:
        """Whether a reader would see it as a change; moved white space is kept but not shown."""
        return self.kind != EQUAL and not self.text.isspace()


@dataclass(frozen=True)
class Block:
    """A paragraph: left alone, added, taken out, or reworded (`replace`)."""

    kind: str
    spans: tuple[Span, ...]

    @property
    def old(self) -> str:
        return "".join(span.text for span in self.spans if span.kind != INSERT)

    @property
    def new(self) -> str:
        return "".join(span.text for span in self.spans if span.kind != DELETE)

    @property
    def changes(self) -> int:
        """Places where a reader sees something changed; a word put for another is one change."""
        shown = (span.visible for span in self.spans if not span.text.isspace())
        return sum(changed for changed, _ in groupby(shown))


@dataclass(frozen=True)
class Comparison:
    """Two texts held against each other."""

    blocks: tuple[Block, ...]

    @property
    def old(self) -> str:
        return "".join(block.old for block in self.blocks)

    @property
    def new(self) -> str:
        return "".join(block.new for block in self.blocks)

    @cached_property
    def changes(self) -> int:
        """How many places changed."""
        return sum(block.changes for block in self.blocks)

    @cached_property
    def words(self) -> Counter[str]:
        """How many words are `equal`, `insert`ed and `delete`d."""
        counts: Counter[str] = Counter()
        for block in self.blocks:
            for span in block.spans:
                counts[span.kind] += len(span.text.split())
        return counts

    @property
    def similarity(self) -> float:
        """Share of the words that both texts have in common, from 0 to 1; two empty texts are the same."""
        kept, changed = 2 * self.words[EQUAL], self.words[INSERT] + self.words[DELETE]
        return kept / (kept + changed) if kept + changed else 1.0


def compare(old: str, new: str) -> Comparison:
    """What it takes to go from the old text to the new one."""
    before, after = _paragraphs(old), _paragraphs(new)
    blocks: list[Block] = []
    for tag, i, j, k, m in opcodes([text.core for text in before], [text.core for text in after]):
        if tag == SAME:
            blocks += map(_unchanged, before[i:j], after[k:m])
        else:
            blocks += _rework(before[i:j], after[k:m])
    return Comparison(tuple(blocks))


def paragraphs(text: str) -> list[str]:
    """The paragraphs, points and headings of a text, each with the white space after it: joined, they are the text."""
    ends = [match.end() for match in _BREAK.finditer(text)]
    return [text[i:j] for i, j in zip([0, *ends], [*ends, len(text)], strict=True) if i < j]


def _paragraphs(text: str) -> list[_Paragraph]:
    return [_Paragraph(paragraph) for paragraph in paragraphs(text)]


def _unchanged(old: _Paragraph, new: _Paragraph) -> Block:
    if old.text == new.text:
        return Block(EQUAL, (Span(EQUAL, old.text),))
    return _reworded(old, new)


def _rework(before: list[_Paragraph], after: list[_Paragraph]) -> Iterator[Block]:
    """The blocks of a stretch where paragraphs differ: those recognised are compared, the others come and go."""
    i = k = 0
    for j, m in [*_pairs(before, after), (len(before), len(after))]:
        yield from (Block(DELETE, (Span(DELETE, gone.text),)) for gone in before[i:j])
        yield from (Block(INSERT, (Span(INSERT, come.text),)) for come in after[k:m])
        if j < len(before):
            yield _reworded(before[j], after[m])
        i, k = j + 1, m + 1


def _pairs(before: list[_Paragraph], after: list[_Paragraph]) -> list[tuple[int, int]]:
    """Which old paragraph became which new one, in reading order: the heaviest chain that never crosses."""
    old, new = [text.vocabulary for text in before], [text.vocabulary for text in after]
    best: list[tuple[float, tuple]] = []
    for i, k in sorted(_candidates(old, new)):
        score = _likeness(old[i], new[k])
        if score >= SAME_PARAGRAPH:
            ahead = max((way for way in best if way[1][0] < i and way[1][1] < k), key=lambda way: way[0], default=None)
            best.append((score + (ahead[0] if ahead else 0), (i, k, ahead)))
    return _unroll(max(best, key=lambda way: way[0], default=None))


def _unroll(way) -> list[tuple[int, int]]:
    chain = []
    while way:
        i, k, way = way[1]
        chain.append((i, k))
    return chain[::-1]


def _candidates(old: list[frozenset], new: list[frozenset]) -> set[tuple[int, int]]:
    """Pairs worth a look: all of a few, and of many those that share a word that few paragraphs have."""
    if len(old) * len(new) <= FEW:
        return {(i, k) for i in range(len(old)) for k in range(len(new))}
    there: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, vocabularies in enumerate((old, new)):
        for index, words in enumerate(vocabularies):
            for word in words:
                there[word][side].append(index)
    telling = (places for places in there.values() if len(places[0]) <= TELLING and len(places[1]) <= TELLING)
    return {(i, k) for olds, news in telling for i in olds for k in news}


def _likeness(old: frozenset, new: frozenset) -> float:
    return 2 * len(old & new) / (len(old) + len(new))


def _reworded(old: _Paragraph, new: _Paragraph) -> Block:
    spans: list[tuple[str, str]] = []
    for tag, i, j, k, m in _settled(list(opcodes(old.keys, new.keys)), old.keys):
        before, after = old.words[i:j], new.words[k:m]
        spans += _kept(before, after) if tag == SAME else [(DELETE, "".join(before)), (INSERT, "".join(after))]
    joined = _join(spans)
    return Block(REPLACE if any(span.visible for span in joined) else EQUAL, joined)


def _settled(stretches: list[tuple], words: list[str]) -> list[tuple]:
    """A lone « de » between two rewordings is chance, not something kept: all three are read as one."""
    settled: list[tuple] = []
    for at, (tag, i, j, k, m) in enumerate(stretches):
        if tag == SAME and j - i == 1 and len(words[i]) <= 2 and _swap(stretches, at - 1) and _swap(stretches, at + 1):
            tag = DIFFER
        if settled and settled[-1][0] == tag:
            _, i, _, k, _ = settled.pop()
        settled.append((tag, i, j, k, m))
    return settled


def _swap(stretches: list[tuple], at: int) -> bool:
    """Whether words stand against other words there."""
    if not 0 <= at < len(stretches):
        return False
    tag, i, j, k, m = stretches[at]
    return tag == DIFFER and i < j and k < m


def _kept(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """The same words; where only the white space after one differs, that alone is a span."""
    if before == after:
        yield EQUAL, "".join(before)
        return
    for old, new in zip(before, after, strict=True):
        if old == new:
            yield EQUAL, old
        else:
            word = old.rstrip()
            yield from ((EQUAL, word), (DELETE, old[len(word) :]), (INSERT, new[len(word) :]))


def _join(spans: list[tuple[str, str]]) -> tuple[Span, ...]:
    filled = [span for span in spans if span[1]]
    runs = groupby(filled, key=itemgetter(0))
    return tuple(Span(kind, "".join(text for _, text in run)) for kind, run in runs)
