"""A tagging layer over open-source reportlab: structure tree, marked content, PDF/UA-1 and PDF/A-2a.

Direction inside the package: structure <- pdf <- canvas <- text <- paragraph, table, figure.
"""

from .canvas import TaggedCanvas
from .figure import Figure, Rule
from .fonts import HouseFont, register_family
from .paragraph import TaggedParagraph
from .structure import Element, StructureTree
from .table import TaggedTable

__all__ = [
    "Element",
    "Figure",
    "HouseFont",
    "Rule",
    "StructureTree",
    "TaggedCanvas",
    "TaggedParagraph",
    "TaggedTable",
    "register_family",
]
