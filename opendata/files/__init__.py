"""The public record as files, each in a standard form that others already read (docs/open-data.md).

Direction: columns ← recommendations, opinions, actors; popolo and the rest stand alone; this module lists them all.
"""

from .listing import FILES, File, every_file, file_named

__all__ = ["FILES", "File", "every_file", "file_named"]
