"""What every Akoma Ntoso document of the house is written with: elements, prose, the levels of its head.

Direction: nodes ← prose, head.
"""

from .head import Level, concept, identification
from .nodes import legible, node, put, written
from .prose import prose

__all__ = ["Level", "concept", "identification", "legible", "node", "prose", "put", "written"]
