"""The minutes as Akoma Ntoso 3.0 (OASIS Standard, 29 August 2018), from the same assembled value as the PDF.

Direction: common.akn ← people ← meta and body ← writing.
"""

from .writing import to_akn

__all__ = ["to_akn"]
