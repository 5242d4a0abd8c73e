import datetime

import pytest

from publishing.dates.anniversary import years_before

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime.date(2026, 6, 15), datetime.date(2025, 6, 15)),
        (datetime.date(2024, 2, 29), datetime.date(2023, 2, 28)),
        (datetime.date(2025, 2, 28), datetime.date(2024, 2, 28)),
    ],
)
def test_a_year_is_a_calendar_year(day, expected):
    assert years_before(day, 1) == expected
