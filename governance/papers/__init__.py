"""The documents of a recommendation: assembled from the record as one value, then drawn as PDF (RULES T1, M4).

Direction: values ← votes ← assembling; values ← parts ← letter and leaflet, which draw and import no model.
"""

from .annual import draw_annual
from .assembling import leaflet_of, letter_of
from .leaflet import draw_leaflet
from .letter import draw_letter

__all__ = ["draw_annual", "draw_leaflet", "draw_letter", "leaflet_of", "letter_of"]
