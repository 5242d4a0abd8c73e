"""Text that the fonts of the house can draw: what they lack is written otherwise, or left out."""

import functools
import unicodedata
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from django.utils.functional import Promise
from fontTools.ttLib import TTFont

FONTS = [
    ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf"),
    ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    ("fontpkg_almarai", "Almarai-Regular.ttf"),
    ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
]
WRITTEN_OTHERWISE = {"\t": " ", "→": "–", "←": "–", "✓": "x", "☐": "o", "\r": ""}
# Spaces that end lines, and the marks that say which way to read, have no drawing and need none.
INVISIBLE = set("\n\u200e\u200f\u200b\u2028")


def printable(text: str) -> str:
    """«Zoé 😀 ﬁn» → «Zoé  fin»; a letter of a script we have no font for becomes «?»."""
    known = _letters()
    if all(letter in known for letter in text):
        return text
    return "".join(letter if letter in known else _otherwise(letter) for letter in text)


def missing_letters(data) -> str:
    """Those that no font of ours can draw, each once, whatever holds them: they print as «?», or not at all."""
    if isinstance(data, str):
        found = [letter for letter in dict.fromkeys(data) if letter not in _letters() and _is_lost(letter)]
        return "".join(found)
    if isinstance(data, dict):
        data = data.values()
    if isinstance(data, Iterable) and not isinstance(data, bytes):
        return "".join(dict.fromkeys("".join(map(missing_letters, data))))
    return missing_letters(str(data)) if isinstance(data, Promise) else ""


def _is_lost(letter: str) -> bool:
    """Something that a reader would see, and that is not written otherwise."""
    return unicodedata.category(letter)[0] in "LNPS" and _otherwise(letter) in ("", "?")


def _otherwise(letter: str) -> str:
    if letter in WRITTEN_OTHERWISE:
        return WRITTEN_OTHERWISE[letter]
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if part in _letters())
    return plain or ("?" if unicodedata.category(letter)[0] == "L" else "")


@functools.cache
def _letters() -> frozenset[str]:
    codes: set[int] = set()
    for package, name in FONTS:
        codes |= set(TTFont(Path(str(files(package))) / "files" / name, lazy=True).getBestCmap())
    return frozenset(map(chr, codes)) | INVISIBLE
