"""An imprecise date in the language of the page; in French, the words of `publishing.dates.imprecise_date`."""

import datetime

from django.utils.dateformat import format as dated
from django.utils.translation import get_language, gettext

from publishing.dates.imprecise_date import ImpreciseDate, Precision, Tile
from publishing.words.language import FRENCH

SHAPES = {Precision.DAY: "l j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}


def date_label(when: ImpreciseDate) -> str:
    if get_language() == FRENCH:
        return when.label
    if when.is_unknown:
        return gettext("date à préciser")
    if when.precision == Precision.SEASON:
        return f"{gettext(when.tile.main)} {when.tile.foot}"
    if when.precision == Precision.RANGE:
        first, last = (dated(day, _shape_of_ends(when)) for day in (when.starts_on, when.last_day))
        return first if first == last else f"{first} – {last}"
    return dated(when.starts_on, SHAPES[when.precision]) + _times(when)


def date_tile(when: ImpreciseDate) -> Tile:
    if get_language() == FRENCH:
        return when.tile
    if when.is_unknown:
        return Tile("", "…")
    if when.precision == Precision.SEASON:
        return Tile("", gettext(when.tile.main), when.tile.foot)
    if when.precision == Precision.RANGE:
        return Tile(*date_label(when).partition(" – ")[::2])
    head, main, foot = {"day": ("l", "j", "M Y"), "month": ("", "F", "Y"), "year": ("", "Y", "")}[when.precision]
    return Tile(*(dated(when.starts_on, shape) if shape else "" for shape in (head, main, foot)))


def _shape_of_ends(when: ImpreciseDate) -> str:
    """Whole years and whole months are not told day by day: nobody knows them so well."""
    first, last = when.starts_on, when.last_day
    if first.day > 1 or (last + datetime.timedelta(days=1)).day > 1:
        return "j F Y"
    return "Y" if (first.month, last.month) == (1, 12) else "F Y"


def _times(when: ImpreciseDate) -> str:
    """In figures, which every language reads: «, 19:00–20:30»."""
    times = [f"{time:%H:%M}" for time in (when.start_time, when.end_time) if time is not None]
    return f", {'–'.join(times)}" if times and when.is_exact else ""
