"""What a file is, by what is in it and not by what it is called: the kinds that may be joined to an item (RULES S4)."""

import io
import zipfile
from dataclasses import dataclass

__all__ = ["KINDS", "FileKind", "kind_of"]

MIMETYPE_BYTES = 100


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its name on the page, the extension and the media type under which it is handed out."""

    name: str
    extension: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
KINDS = {
    kind.name: kind
    for kind in (
        FileKind("PDF", "pdf", "application/pdf"),
        FileKind("DOCX", "docx", f"{_OFFICE}wordprocessingml.document"),
        FileKind("XLSX", "xlsx", f"{_OFFICE}spreadsheetml.sheet"),
        FileKind("PPTX", "pptx", f"{_OFFICE}presentationml.presentation"),
        FileKind("ODT", "odt", f"{_ODF}text"),
        FileKind("ODS", "ods", f"{_ODF}spreadsheet"),
        FileKind("ODP", "odp", f"{_ODF}presentation"),
        FileKind("PNG", "png", "image/png"),
        FileKind("JPEG", "jpg", "image/jpeg"),
    )
}
_SIGNATURES = ((b"%PDF-", "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"))
_FOLDERS = (("word/document.xml", "DOCX"), ("xl/workbook.xml", "XLSX"), ("ppt/presentation.xml", "PPTX"))


def kind_of(content: bytes) -> FileKind | None:
    """The kind of a file, or None for any other, for one that is broken, and for an office file with macros."""
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return KINDS[name]
    office = _office_name(content) if content.startswith(b"PK\x03\x04") else None
    return KINDS[office] if office else None


def _office_name(content: bytes) -> str | None:
    """Look into the list of an archive, and unpack nothing but the first words of its own media type."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
                return None
            if "[Content_Types].xml" in names:
                return next((kind for part, kind in _FOLDERS if part in names), None)
            return _odf_name(archive) if "mimetype" in names else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None


def _odf_name(archive: zipfile.ZipFile) -> str | None:
    with archive.open("mimetype") as entry:
        said = entry.read(MIMETYPE_BYTES).decode("ascii", "replace").strip()
    return next((kind.name for kind in KINDS.values() if kind.media_type == said), None)
