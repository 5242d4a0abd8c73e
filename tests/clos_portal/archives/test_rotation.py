"""Seven days, five weeks, twelve months of archives, and never less than the newest."""

import datetime

from clos_portal.archives.rotation import KEPT_DAILY, KEPT_MONTHLY, KEPT_WEEKLY, names_to_remove


def nights(count):
    last = datetime.datetime(2026, 11, 26, 3)
    return [f"clos-{last - datetime.timedelta(days=day):%Y%m%d-%H%M%S}.tar.gz" for day in range(count)]


def test_two_years_of_nights():
    names = nights(730)
    kept = set(names) - set(names_to_remove(names))
    assert set(names[:KEPT_DAILY]) <= kept
    assert {"clos-20261122-030000.tar.gz", "clos-20261031-030000.tar.gz", "clos-20251231-030000.tar.gz"} <= kept
    assert "clos-20251130-030000.tar.gz" not in kept
    assert len(kept) <= KEPT_DAILY + KEPT_WEEKLY + KEPT_MONTHLY


def test_the_same_archives_stay_night_after_night():
    """What is kept tonight was kept yesterday: a month does not lose its archive on the way."""
    names = []
    for night in reversed(nights(730)):
        names.append(night)
        names = [name for name in names if name not in names_to_remove(names)]
    assert set(names) == set(nights(730)) - set(names_to_remove(nights(730)))


def test_the_newest_always_stays_and_so_does_what_is_not_ours():
    foreign = ["notes.txt", "clos-20260231-030000.tar.gz", "clos-20200101-030000.tar.gz.bak", "avant-travaux.tar.gz"]
    assert names_to_remove([*foreign, *nights(3)], daily=0, weekly=0, monthly=-1) == nights(3)[1:]
