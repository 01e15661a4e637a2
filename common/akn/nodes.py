"""Small words to write XML with: elements that hold texts and elements in turn."""

from typing import Any
from xml.etree.ElementTree import Element, tostring

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def node(tag: str, *content: Any, **attributes: str) -> Element:
    """An element. `content`: texts and elements in order; an attribute that would be a Python word ends in `_`."""
    made = Element(tag, {name.rstrip("_"): str(value) for name, value in attributes.items()})
    put(made, *content)
    return made


def put(parent: Element, *content: Any) -> None:
    """Append texts and elements, in order; nothing for None."""
    for part in content:
        if isinstance(part, Element):
            parent.append(part)
        elif part:
            _say(parent, legible(str(part)))


def _say(parent, text):
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def legible(text: str) -> str:
    """A text without the control characters that XML has no way to write."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def written(document: Element) -> bytes:
    """A whole document as bytes, inside its root: the same elements give the same ones."""
    root = node("akomaNtoso", document, xmlns=NAMESPACE)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"
