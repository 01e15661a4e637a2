"""Texts as people type them, put the way the Markdown parser wants them.

The parser knows a list only after a blank line, nests it only at four spaces, and numbers it only with a full
stop. People write it right under their sentence, indent by two or three, type « 1) », and paste « • ».
And it reads a text as often as it has brackets, which would let one text hold up the whole site.
"""

import re

from markdown.preprocessors import Preprocessor

__all__ = ["FewBrackets", "LenientLists"]

_ITEM = re.compile(r"( *)([-*+•]|(\d{1,3})[.)]) +(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])( *\1){2,} *$")
_NEST = 2  # spaces that make an item belong to the one above
_STEP = " " * 4
_BRACKETS = 60  # links, notes and images that one paragraph or point may hold


class LenientLists(Preprocessor):
    """Runs after fenced code was put aside, so that no code is ever touched."""

    def run(self, lines: list[str]) -> list[str]:
        self.done: list[str] = []
        self.open: list[int] = []  # how far each open level is indented, as typed
        for line in lines:
            item = None if _RULE.match(line) else _ITEM.match(line)
            if item and self._belongs(item):
                self._add_item(item, line)
            else:
                self._add_text(line)
        return self.done

    def _belongs(self, item: re.Match) -> bool:
        """Not an item: indented code, and a year that happens to begin a line of a paragraph."""
        if self.open:
            return True
        within_paragraph = bool(self.done and self.done[-1].strip())
        return len(item[1]) < len(_STEP) and not (within_paragraph and item[3] and int(item[3]) != 1)

    def _add_item(self, item: re.Match, line: str):
        indent = len(item[1])
        if not self.open and self.done and self.done[-1].strip():
            self.done.append("")
        while len(self.open) > 1 and indent < self.open[-1]:
            self.open.pop()
        if not self.open or indent >= self.open[-1] + _NEST:
            self.open.append(indent)
        mark = f"{item[3]}." if item[3] else item[2].replace("•", "-")
        self.done.append(f"{_STEP * (len(self.open) - 1)}{mark} {line[item.end() :]}")

    def _add_text(self, line: str):
        indent = len(line) - len(line.lstrip(" "))
        if self.open and line.strip() and not self.done[-1].strip():
            if indent < _NEST:
                self.open = []
            elif indent < len(_STEP):
                line = _STEP + line.lstrip(" ")
        self.done.append(line)


class FewBrackets(Preprocessor):
    """Brackets beyond what any paragraph needs are shown as they are; each would cost a reading of it."""

    def run(self, lines: list[str]) -> list[str]:
        self.left = _BRACKETS
        return [self._bounded(line) for line in lines]

    def _bounded(self, line: str) -> str:
        if not line.strip() or _ITEM.match(line):
            self.left = _BRACKETS
        brackets = line.count("[")
        if brackets > self.left:
            kept = line.split("[", self.left)
            line = "[".join([*kept[:-1], kept[-1].replace("[", "&#91;")])
        self.left = max(0, self.left - brackets)
        return line
