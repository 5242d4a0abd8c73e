import datetime
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import product

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from members.models import ActorKind, College, EndReason, Mandate, Role, SeatKind, mandate_guard
from members.rules.term import overlap
from tests.members.make import LONG_AGO, make_commission, make_mandate, make_member

TODAY = datetime.date(2026, 5, 4)
pytestmark = pytest.mark.django_db

BROKEN = {
    "it ends before it starts": {"ends_on": datetime.date(2019, 12, 31)},
    "an acteur without organisation": {"college": College.ACTEUR, "organisation": ""},
    "a habitant with an organisation": {"organisation": "Association test"},
    "a habitant with a kind of acteur": {"actor_kind": ActorKind.SHOP},
    "a full member with a rank": {"rank": 1},
    "a rank below one": {"seat_kind": SeatKind.ALTERNATE, "rank": 0},
    "a reason without an end": {"end_reason": EndReason.MOVED},
    "a referent without a commission": {"role": Role.REFERENT},
    "an alternate in the chair": {"role": Role.CHAIR, "seat_kind": SeatKind.ALTERNATE},
}


@pytest.mark.parametrize("fields", BROKEN.values(), ids=BROKEN)
def test_the_database_refuses(fields):
    with pytest.raises(IntegrityError):
        make_mandate(**fields)


@pytest.mark.parametrize("fields", BROKEN.values(), ids=BROKEN)
def test_the_person_who_types_is_told_in_french(fields):
    mandate = Mandate(member=make_member(), starts_on=LONG_AGO, **{"college": College.HABITANT} | fields)
    with pytest.raises(ValidationError) as refusal:
        mandate.full_clean()
    assert all(message.endswith((".", "0.", "1.")) for message in refusal.value.messages)


def test_only_a_referent_follows_a_commission():
    with pytest.raises(IntegrityError):
        make_mandate(commission=make_commission())


def test_the_council_has_one_chair_at_a_time():
    make_mandate(role=Role.CHAIR)
    with pytest.raises(IntegrityError):
        make_mandate(role=Role.CHAIR)


def test_a_new_chair_may_follow_the_former_one():
    make_mandate(role=Role.CHAIR, ends_on=TODAY)
    assert make_mandate(role=Role.CHAIR, starts_on=TODAY).is_chair


def test_a_member_has_one_mandate_at_a_time():
    member = make_member()
    make_mandate(member)
    with pytest.raises(IntegrityError):
        make_mandate(member, starts_on=TODAY)


def test_two_mandates_of_a_member_do_not_overlap():
    member = make_member()
    make_mandate(member, ends_on=TODAY)
    with pytest.raises(ValidationError, match="déjà un mandat à ces dates"):
        Mandate(member=member, college=College.HABITANT, starts_on=TODAY).full_clean()


DAYS = [None, *(datetime.date(2026, 5, day) for day in (1, 2, 3))]
TERMS = [(start, end) for start, end in product(DAYS, DAYS) if None in (start, end) or start <= end]


def is_written(write):
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return False
    return True


def test_the_database_refuses_the_same_dates_as_the_form_whether_added_or_changed():
    member = make_member()
    for one, other in product(TERMS, TERMS):
        first = make_mandate(member, starts_on=one[0], ends_on=one[1])
        second = make_mandate(starts_on=other[0], ends_on=other[1])
        apart = not overlap(first, second)
        changed = Mandate.objects.filter(pk=second.pk)
        assert is_written(lambda: changed.update(member=member)) == apart, (one, other)  # noqa: B023
        changed.delete()
        assert is_written(lambda: make_mandate(member, starts_on=other[0], ends_on=other[1])) == apart  # noqa: B023
        Mandate.objects.all().delete()


def test_the_sentence_is_the_one_of_the_form():
    member = make_member()
    make_mandate(member, ends_on=TODAY)
    with pytest.raises(IntegrityError, match="déjà un mandat à ces dates"):
        make_mandate(member, starts_on=TODAY, ends_on=TODAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.two_writers
def test_of_two_mandates_written_at_the_same_moment_one_is_stored():
    key = make_member().pk
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(write_elsewhere, [key] * 4, range(4)))
    assert outcomes.count("written") == Mandate.objects.count() == 1


def write_elsewhere(key, days):
    try:
        start = LONG_AGO + datetime.timedelta(days=days)
        Mandate.objects.create(member_id=key, college=College.HABITANT, starts_on=start, ends_on=TODAY)
    except IntegrityError:
        return "refused"
    else:
        return "written"
    finally:
        connection.close()


def test_dates_that_already_overlap_are_named_before_the_database_starts_to_watch():
    migration = import_module("members.migrations.0006_one_mandate_at_a_time")
    member = make_member(reference="camille-test")
    editor = connection.schema_editor()
    mandate_guard.remove(editor)
    for start in (LONG_AGO, TODAY):
        make_mandate(member, starts_on=start, ends_on=TODAY)
    connection.check_constraints()
    with pytest.raises(ValidationError, match="camille-test"):
        migration.install(apps, editor)
    Mandate.objects.first().delete()
    connection.check_constraints()
    migration.install(apps, editor)


def test_a_member_may_come_back_the_day_after():
    member = make_member()
    make_mandate(member, ends_on=TODAY)
    Mandate(member=member, college=College.HABITANT, starts_on=TODAY + datetime.timedelta(days=1)).full_clean()


def test_two_alternates_of_a_college_have_two_ranks():
    make_mandate(seat_kind=SeatKind.ALTERNATE, rank=1)
    make_mandate(seat_kind=SeatKind.ALTERNATE, rank=1, college=College.ACTEUR)
    with pytest.raises(IntegrityError):
        make_mandate(seat_kind=SeatKind.ALTERNATE, rank=1)


def test_what_is_not_known_stays_empty():
    mandate = make_mandate(college="", starts_on=None)
    mandate.full_clean()
    assert str(mandate) == "mandat depuis une date à préciser"


def test_current_mandates_are_those_of_the_day():
    make_mandate(ends_on=datetime.date(2021, 1, 1))
    running = make_mandate(ends_on=TODAY)
    assert list(Mandate.objects.current(TODAY)) == [running]
