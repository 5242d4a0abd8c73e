"""Sheets and posters as tagged PDF (PDF/UA-1): typst lays out a template of templates/print with the data it is given.

What people typed arrives as data and stays text; nothing is fetched, and only the fonts of the house are used.
"""

import datetime
import functools
import json
import tempfile
from importlib.resources import files as package_files
from pathlib import Path

import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils import timezone

from publishing.paper.printable import missing_letters, printable

FONT_PACKAGES = ["fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans", "fontpkg_almarai", "fontpkg_noto_sans_arabic"]


class PdfError(Exception):
    """The template cannot be laid out: a mistake of ours, never of the person who typed the data."""


class Pdf(bytes):
    """A document that knows which letters of its data it could not draw."""

    missing_letters = ""


def make_pdf(template: str, data: dict, *, title: str, files: dict[str, bytes] | None = None) -> Pdf:
    """`template`: a path under templates/print, like "members/hall_poster.typ"; it reads `sys.inputs.data` through
    the house file. `data`: anything JSON can say, dates included; its "title" is set to `title`.
    `files`: pictures by name, read in the template as "/files/<name>". On one day the same data always gives the same
    bytes: the document is dated of that day.
    """
    said = {**data, "title": title}
    made_at = datetime.datetime.combine(timezone.localdate(), datetime.time(12), datetime.UTC)
    options = {"format": "pdf", "pdf_standards": ["ua-1"], "timestamp": int(made_at.timestamp())}
    pdf = Pdf(_typeset(template, said, files, **options))
    pdf.missing_letters = missing_letters(said)
    return pdf


def make_picture(template: str, data: dict) -> bytes:
    """The only page of a template as a PNG, one pixel a typographic point."""
    return _typeset(template, data, format="png", ppi=72)


def pdf_response(content: bytes, filename: str, *, attachment: bool = False) -> HttpResponse:
    """`filename`: without accents nor spaces, ending in .pdf. Before it prints with letters left out, the front door
    says which."""
    response = HttpResponse(content, content_type="application/pdf")
    response.missing_letters = getattr(content, "missing_letters", "")
    disposition = "attachment" if attachment else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    return response


def font_folders() -> list[str]:
    return [str(Path(str(package_files(package))) / "files") for package in FONT_PACKAGES]


def _typeset(template: str, data: dict, files: dict[str, bytes] | None = None, **output) -> bytes:
    with tempfile.TemporaryDirectory(prefix="print-") as folder:
        root = Path(folder)
        (root / "print").symlink_to(Path(settings.BASE_DIR) / "templates" / "print")
        (root / "img").symlink_to(settings.COUNCIL.folder / "static" / "img")
        (root / "files").mkdir()
        for name, content in (files or {}).items():
            (root / "files" / Path(name).name).write_bytes(content)
        return _compile(root, template, data, output)


def _compile(root: Path, template: str, data: dict, output: dict) -> bytes:
    compiler = typst.Compiler(
        input=f'#include "/print/{template}"'.encode(),
        root=str(root),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=str(root / "none"),
        package_cache_path=str(root / "none"),
        sys_inputs={
            "data": json.dumps(_printable(data), cls=DjangoJSONEncoder),
            "council": json.dumps(settings.COUNCIL.on_paper, ensure_ascii=False),
        },
    )
    try:
        return compiler.compile(**output)
    except typst.TypstError as error:
        raise PdfError(f"{template}: {error}") from error


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders())


def _printable(data):
    """A letter that no font of ours can draw would stop the whole document."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {str(key): _printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_printable(value) for value in data]
    return data if data is None or isinstance(data, bool | int | float) else _lazy_text(data)


def _lazy_text(value):
    """Dates for the encoder; a translatable text, or any other object, as its words."""
    return value if hasattr(value, "isoformat") else printable(str(value))
