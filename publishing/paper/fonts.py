"""Cuts the two weights of the site's font to the letters of French and its neighbours: a third of the weight."""

from importlib.resources import files
from pathlib import Path

from fontTools import subset

WEIGHTS = {
    "atkinson-regular.woff2": "AtkinsonHyperlegible-Regular.ttf",
    "atkinson-bold.woff2": "AtkinsonHyperlegible-Bold.ttf",
}
# French, and the names of people who come from elsewhere: Turkish, Portuguese, Polish, Romanian, Czech.
# The font itself has no İ, no arrow and no narrow space: the reader's own font draws those.
LETTERS = "ŒœŸĞğıŞşĄąĆćĘęŁłŃńŚśŹźŻżĂăȘșȚțČčŠšŽžŘřĚěŐőŰű"
# Plain and accented Latin; dashes, quotes and the ellipsis; a few signs.
RANGES = [range(0x20, 0x7F), range(0xA0, 0x100), range(0x2013, 0x2027), range(0x2039, 0x203B)]
SIGNS = "‰€−≤≥"
UNICODES = [*(code for part in RANGES for code in part), *map(ord, LETTERS + SIGNS)]
# Kerning, accents put right, figures of one width in the tables.
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum"]


def cut_fonts(folder: Path) -> list[str]:
    """Writes what is missing or out of date, and returns its names; the same source always gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    return [name for name, source in WEIGHTS.items() if _cut(_source(source), folder / name)]


def _source(name: str) -> Path:
    return Path(str(files("fontpkg_atkinson_hyperlegible"))) / "files" / name


def _cut(source: Path, target: Path) -> bool:
    newest = max(source.stat().st_mtime, Path(__file__).stat().st_mtime)
    if target.exists() and target.stat().st_mtime >= newest:
        return False
    options = subset.Options(flavor="woff2", layout_features=FEATURES, recalc_timestamp=False)
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=UNICODES)
    cutter.subset(font)
    subset.save_font(font, str(target), options)
    return True
