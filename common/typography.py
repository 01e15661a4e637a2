"""French typography for what people type: narrow no-break spaces, guillemets, real apostrophes.

Pure text in, text out; it also reads HTML, whose tags, code, entities and addresses it leaves alone.
"""

import re

__all__ = ["NARROW", "typography"]

NARROW = "\u202f"

_LEFT_ALONE = re.compile(
    r"<(?P<raw>pre|code)\b.*?</(?P=raw)>"  # code is quoted to the letter
    r"|</?\w[^>]*>|&\#?\w+;"  # tags and entities
    r"|\b(?:https?://|www\.|mailto:)[^\s<>«»]*[^\s<>«».,;:!?)]|[\w.+-]+@[\w.-]+\w",  # addresses
    re.DOTALL | re.IGNORECASE,
)
_RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"«[ \u00a0\u202f]*(?=\S)"), f"«{NARROW}"),
    (re.compile(r"[ \u00a0]+(?=[;:!?»](?!\w)|[%€])"), NARROW),
    (re.compile(r"(?<=[\w)»”’%])(?=[;:!?»]+(?:\s|$|[)»”]))"), NARROW),
)
# What stands before a sign may be a tag that has just closed: « <strong>Motifs</strong>: ».
_AFTER_TAG = re.compile(r"^(?=[;:!?»]+(?:\s|$))")


def typography(text: str) -> str:
    """The same text with the spaces and apostrophes a French printer would set."""
    pieces, at, closed = [], 0, False
    for kept in _LEFT_ALONE.finditer(text):
        pieces += [_set(text[at : kept.start()], closed), kept[0]]
        at, closed = kept.end(), "</" in kept[0]
    return "".join([*pieces, _set(text[at:], closed)])


def _set(text: str, after_tag: bool) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return _AFTER_TAG.sub(NARROW, text) if after_tag else text
