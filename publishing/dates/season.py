"""The year of a neighbourhood council, from September to August."""

from publishing.dates.imprecise_date import ImpreciseDate

FIRST_MONTH = 9


def season_of(when: ImpreciseDate) -> str:
    """«2018-2019»; empty when the date may fall in two seasons."""
    if when.last_day is None:
        return ""
    first, last = first_year(when.starts_on), first_year(when.last_day)
    return f"{first}-{first + 1}" if first == last else ""


def first_year(day) -> int:
    return day.year if day.month >= FIRST_MONTH else day.year - 1
