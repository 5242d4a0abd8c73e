"""The same day, some years earlier: what the law counts in years."""

import datetime


def years_before(day: datetime.date, years: int) -> datetime.date:
    """The 29th of February looks back to the 28th, unless that year has a 29th too."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
