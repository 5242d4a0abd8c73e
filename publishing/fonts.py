"""Cuts the two weights of the site's font to the letters of French and its neighbours: 33 kB instead of 100."""

from importlib.resources import files
from pathlib import Path

from fontTools import subset

WEIGHTS = {"atkinson-regular.woff2": "AtkinsonHyperlegible-Regular.ttf", "atkinson-bold.woff2": "AtkinsonHyperlegible-Bold.ttf"}
# Latin, Latin-1, Latin Extended-A (Turkish, Portuguese…), punctuation, euro, arrows, minus.
UNICODES = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040), 0x202F, 0x20AC, *range(0x2190, 0x2194), 0x2212]


def cut_fonts(folder: Path) -> list[str]:
    """Writes what is missing or older than its source; the same source always gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    return [name for name, source in WEIGHTS.items() if _cut(_source(source), folder / name)]


def _source(name: str) -> Path:
    return Path(str(files("fontpkg_atkinson_hyperlegible"))) / "files" / name


def _cut(source: Path, target: Path) -> bool:
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    options = subset.Options(flavor="woff2", layout_features=["*"], recalc_timestamp=False)
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=UNICODES)
    cutter.subset(font)
    subset.save_font(font, str(target), options)
    return True
