"""The checks C1 to C14 on councils made by hand: no database."""

import datetime

import pytest

from members.rules.check import Level
from members.rules.college import College
from members.rules.council_checks import CheckedCouncil
from members.rules.forecast import forecasts
from members.rules.seat import Seat
from members.rules.thresholds import Thresholds
from members.rules.what_if import changes_of, what_if

pytestmark = pytest.mark.once

DAY = datetime.date(2026, 5, 4)
TOMORROW = DAY + datetime.timedelta(days=1)


def seats(habitants=0, acteurs=0, **fields):
    people = [(College.HABITANT, number) for number in range(habitants)]
    people += [(College.ACTEUR, number) for number in range(acteurs)]
    return tuple(
        Seat(f"{college}{number}", f"{college}{number}", college, organisation=f"Organisation {number}", **fields)
        if college == College.ACTEUR
        else Seat(f"{college}{number}", f"{college}{number}", college, **fields)
        for college, number in people
    )


def check(code, *groups, day=DAY, rules=None, **known):
    council = CheckedCouncil(day, sum(groups, ()), rules or Thresholds(), **known)
    return next(check for check in council.checks() if check.code == code)


def seat(person="A", **fields):
    return (Seat(person, f"Personne {person}", **{"college": College.HABITANT} | fields),)


def test_nobody_known_means_no_check_at_all():
    assert CheckedCouncil(DAY).checks() == CheckedCouncil(DAY, seat(college="", is_chair=True)).checks() == []


def test_every_check_has_its_level_its_sentence_and_its_reference():
    checks = CheckedCouncil(DAY, seats(8, 7), Thresholds(absences=3)).checks()
    assert [check.code for check in checks] == [f"C{number}" for number in range(1, 15)]
    assert all(check.sentence.endswith(".") and check.title and check.reference for check in checks)


def test_alternates_and_mandates_of_another_day_do_not_count():
    past, future = seat("B", ends_on=DAY - datetime.timedelta(days=1)), seat("C", starts_on=TOMORROW)
    council = CheckedCouncil(DAY, seats(2, 2) + past + future + seat("D", is_alternate=True, rank=1))
    assert (council.count(College.HABITANT), council.on(TOMORROW).count(College.HABITANT)) == (2, 3)


def test_a_mandate_that_soon_ends_is_worth_knowing():
    near, far = DAY + datetime.timedelta(days=90), DAY + datetime.timedelta(days=91)
    assert check("C6", seat(ends_on=near)).level == Level.INFO
    assert check("C6", seat(ends_on=far)).is_ok
    assert check("C6", seat(ends_on=far), rules=Thresholds(notice_days=91)).level == Level.INFO


def test_a_mandate_that_is_over_and_still_shown_is_an_error():
    over = seat("B", ends_on=DAY - datetime.timedelta(days=1))
    assert check("C6", seats(1, 1), over, shown=frozenset("B")).level == Level.ERROR
    assert check("C6", seats(1, 1), over, shown=frozenset()).is_ok
    assert check("C6", seats(1, 1), over, seat("B"), shown=frozenset("B")).is_ok


def test_vacant_seats_need_a_number_of_seats():
    assert check("C7", seats(2, 2)).level == Level.INFO
    rules = Thresholds(habitant_seats=3, acteur_seats=2)
    assert check("C7", seats(2, 2), rules=rules).sentence.endswith("1 habitant.")
    assert check("C7", seats(3, 2), rules=rules).is_ok


def test_an_elected_official_is_an_error_and_a_steering_body_a_warning():
    assert check("C8", seats(1, 1)).is_ok
    assert check("C8", seat(is_of_steering_body=True)).level == Level.WARNING
    assert check("C8", seat(is_elected_official=True)).level == Level.ERROR


def test_the_next_alternate_is_the_first_of_the_same_college():
    second = seat("B", is_alternate=True, rank=2)
    first = seat("C", is_alternate=True, rank=1)
    council = CheckedCouncil(DAY, seats(2, 2) + second + first)
    assert council.next_alternate(College.HABITANT).person == "C"
    assert "plus personne pour les acteurs du quartier" in check("C9", council.seats).sentence


def test_the_next_alternate_is_of_the_gender_that_is_missing():
    man = seat("B", is_alternate=True, rank=1, gender="M")
    woman = seat("C", is_alternate=True, rank=2, gender="F")
    council = CheckedCouncil(DAY, seats(3, 0, gender="M") + man + woman)
    assert council.next_alternate(College.HABITANT, council.missing_gender).person == "C"


def test_an_organisation_has_one_acteur():
    acteur = {"college": College.ACTEUR, "organisation": "Boulangerie"}
    assert check("C10", seat("A", **acteur)).is_ok
    assert "Boulangerie" in check("C10", seat("A", **acteur), seat("B", **acteur)).sentence
    assert check("C10", seat("A", college=College.ACTEUR)).level == Level.WARNING


def test_the_last_official_list_is_compared():
    assert check("C11", seat("A")).level == Level.INFO
    assert check("C11", seat("A"), last_list=frozenset("A")).is_ok
    assert "1 de plus, 1 de moins" in check("C11", seat("A"), last_list=frozenset("B")).sentence


def test_absences_are_given_by_the_caller_and_off_at_first():
    assert "C12" not in [check.code for check in CheckedCouncil(DAY, seat("A"), absences={"A": 9}).checks()]
    rules = Thresholds(absences=3)
    assert check("C12", seat("A"), rules=rules, absences={"A": 2}).is_ok
    assert check("C12", seat("A"), rules=rules, absences={"A": 3}).level == Level.INFO


@pytest.mark.parametrize(("chairs", "level"), [(0, Level.ERROR), (1, Level.OK), (2, Level.ERROR)])
def test_one_person_chairs(chairs, level):
    assert check("C13", seats(1, 1), *(seat(str(n), is_chair=True) for n in range(chairs))).level == level


def test_a_chair_whose_college_is_not_known_still_chairs():
    assert check("C13", seats(1, 1), seat("A", college="", is_chair=True)).is_ok


def test_a_photo_without_agreement_is_an_error():
    assert check("C14", seat(shows_portrait=True)).level == Level.ERROR
    assert check("C14", seat(shows_portrait=True, has_portrait_consent=True)).is_ok


def test_a_departure_shows_its_effect_the_day_after():
    leaving = Seat("habitant0", "habitant0", College.HABITANT, ends_on=DAY)
    before = CheckedCouncil(DAY, seats(4, 3))
    after = CheckedCouncil(DAY, (leaving, *seats(4, 3)[1:]))
    day, found = what_if(before, after, DAY)
    assert day == TOMORROW
    assert next(change for change in found if change.code == "C2").has_changed
    arrival = CheckedCouncil(DAY, (*seats(4, 3), *seat("Z", starts_on=TOMORROW)))
    assert what_if(before, arrival, DAY)[0] == TOMORROW


def test_an_effect_says_better_or_worse():
    worse = changes_of(CheckedCouncil(DAY, seats(4, 4)).checks(), CheckedCouncil(DAY, seats(4, 2)).checks())
    words = {change.code: change.word for change in worse}
    assert (words["C1"], words["C2"]) == ("", "moins bien")
    better = changes_of(CheckedCouncil(DAY, seats(4, 2)).checks(), CheckedCouncil(DAY, seats(4, 4)).checks())
    assert {change.code: change.word for change in better}["C2"] == "mieux"
    assert [change.before for change in changes_of([], CheckedCouncil(DAY, seats(1, 1)).checks())][0] is None


def test_the_forecast_is_for_the_day_after_the_last_day():
    leaving = seat("Z", college=College.ACTEUR, organisation="Autre", ends_on=DAY)
    (forecast,) = forecasts(CheckedCouncil(DAY, seats(4, 3) + leaving))
    assert (forecast.day, forecast.last_day) == (TOMORROW, DAY)
    assert forecast.sentence.startswith("1 mandat finit. Ensuite\u00a0: 4 habitants et 3 acteurs")


def test_the_forecast_says_who_will_be_missing():
    leaving = seat("Z", college=College.ACTEUR, ends_on=DAY) + seat("Y", college=College.ACTEUR, ends_on=DAY)
    (forecast,) = forecasts(CheckedCouncil(DAY, seats(4, 2) + leaving))
    assert forecast.sentence == "2 mandats finissent. Ensuite, il manquera 2 acteurs du quartier."


def test_the_forecast_counts_who_is_already_to_come():
    leaving = seat("Z", college=College.ACTEUR, ends_on=DAY)
    coming = seat("Y", college=College.ACTEUR, starts_on=TOMORROW)
    (forecast,) = forecasts(CheckedCouncil(DAY, seats(4, 3) + leaving + coming))
    assert (forecast.acteurs, forecast.missing) == (4, None)


def test_the_end_of_an_alternate_changes_no_parity():
    leaving = seat("Z", is_alternate=True, rank=1, ends_on=DAY)
    assert forecasts(CheckedCouncil(DAY, seats(4, 3) + leaving)) == []


def test_a_departure_of_long_ago_shows_its_effect_today():
    gone = Seat("habitant0", "habitant0", College.HABITANT, ends_on=DAY - datetime.timedelta(days=30))
    assert what_if(CheckedCouncil(DAY, seats(4, 3)), CheckedCouncil(DAY, (gone, *seats(4, 3)[1:])), DAY)[0] == DAY
