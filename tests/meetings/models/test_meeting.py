"""The life of a meeting: its rules, its verbs, their trace."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from council.models import Place
from meetings.models import Meeting
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from tests.meetings.make import EVENING, exact, make_commission, make_meeting, make_place

pytestmark = pytest.mark.django_db
State = Meeting.State


@pytest.fixture(autouse=True)
def _in_march_2030():
    with time_machine.travel("2030-03-01T12:00:00+01:00", tick=False):
        yield


def refused(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_meeting(**fields)


def test_a_cancelled_meeting_must_say_why():
    refused(state=State.CANCELLED)
    refused(state=State.PLANNED, cancellation_reason="Neige")


def test_a_commission_belongs_to_a_commission_meeting_only():
    refused(kind=Meeting.Kind.PLENARY, commission=make_commission())
    assert make_meeting(kind=Meeting.Kind.COMMISSION, commission=make_commission()).pk


@pytest.mark.parametrize("reference", ["mois", "calendrier"])
def test_an_address_of_the_agenda_is_not_free(reference):
    refused(reference=reference)


@pytest.mark.parametrize("day", [datetime.date(218, 9, 20), datetime.date(2200, 1, 1)])
def test_a_year_typed_wrong_is_refused(day):
    refused(starts_on=day)


def test_a_time_needs_a_day():
    refused(precision=Precision.MONTH, starts_on=datetime.date(2030, 3, 1), start_time=EVENING)


def test_a_moved_meeting_keeps_the_date_it_left(technician):
    meeting = make_meeting(start_time=EVENING)
    before = meeting.when
    meeting.postpone(exact(2030, 4, 18, EVENING), by=technician, reason="La salle est prise.")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.when) == (State.POSTPONED, exact(2030, 4, 18, EVENING))
    trace = meeting.postponements.get()
    assert (trace.when, trace.reason, trace.by, trace.moved_on) == (
        before,
        "La salle est prise.",
        technician,
        datetime.date(2030, 3, 1),
    )


def test_a_meeting_may_move_twice_or_to_a_date_still_to_be_found(technician):
    meeting = make_meeting()
    meeting.postpone(exact(2030, 4, 18), by=technician, reason="Neige.")
    meeting.postpone(ImpreciseDate(Precision.UNKNOWN), by=technician, reason="Encore.")
    assert [trace.when for trace in meeting.postponements.all()] == [exact(2030, 3, 21), exact(2030, 4, 18)]
    assert meeting.when.is_unknown


@pytest.mark.parametrize("when", [exact(2030, 3, 21), exact(2030, 2, 28)], ids=["same date", "past date"])
def test_a_move_goes_to_another_date_that_is_not_past(when, technician):
    meeting = make_meeting()
    with pytest.raises(ValidationError):
        meeting.postpone(when, by=technician, reason="Erreur.")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == (State.PLANNED, 0)


def test_a_move_must_say_why(technician):
    meeting = make_meeting()
    with pytest.raises(ValidationError):
        meeting.postpone(exact(2030, 4, 18), by=technician, reason="  ")
    assert not meeting.postponements.exists()
    assert Meeting.objects.get().when == exact(2030, 3, 21)


def test_a_cancellation_keeps_its_reason():
    meeting = make_meeting()
    meeting.cancel("La salle est fermée.")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancellation_reason) == (State.CANCELLED, "La salle est fermée.")


def test_a_cancellation_without_reason_is_refused():
    with pytest.raises(ValidationError):
        make_meeting().cancel(" ")
    assert Meeting.objects.get().state == State.PLANNED


def test_what_is_to_come_has_not_been_held():
    meeting = make_meeting()
    with pytest.raises(ValidationError):
        meeting.hold()
    past = make_meeting(starts_on=datetime.date(2030, 3, 1))
    past.hold()
    assert Meeting.objects.get(pk=past.pk).state == State.HELD


def test_a_mistake_is_undone(technician):
    meeting = make_meeting()
    meeting.postpone(exact(2030, 4, 18), by=technician, reason="Neige.")
    meeting.cancel("Erreur.")
    meeting.reinstate()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancellation_reason) == (State.POSTPONED, "")


@pytest.mark.parametrize("state", [State.HELD, State.CANCELLED])
def test_what_is_finished_is_not_moved(state, technician):
    meeting = make_meeting(state=state, cancellation_reason="Neige." if state == State.CANCELLED else "")
    with pytest.raises(ValidationError):
        meeting.postpone(exact(2030, 4, 18), by=technician, reason="Neige.")


def test_each_change_is_a_new_version(technician):
    meeting = make_meeting()
    with time_machine.travel("2030-03-02T08:00:00+01:00", tick=False):
        meeting.postpone(exact(2030, 4, 18), by=technician, reason="Neige.")
        meeting.cancel("Neige.")
        meeting.reinstate()
    meeting.refresh_from_db()
    assert meeting.sequence == 3
    assert meeting.changed_at.isoformat() == "2030-03-02T07:00:00+00:00"


def test_a_verb_sees_what_another_person_just_did(technician):
    meeting, same = make_meeting(), Meeting.objects.get()
    same.cancel("Neige.")
    with pytest.raises(ValidationError):
        meeting.postpone(exact(2030, 4, 18), by=technician, reason="Neige.")


def test_a_past_date_that_nobody_confirmed_is_unsettled():
    assert make_meeting(starts_on=datetime.date(2030, 2, 28)).is_unsettled
    assert not make_meeting(starts_on=datetime.date(2030, 3, 1)).is_unsettled
    assert not make_meeting(starts_on=datetime.date(2030, 2, 28), state=State.HELD).is_unsettled


def test_the_letters_of_a_place_are_explained():
    place = make_place(name="MPT des Petits Clos", kind=Place.Kind.COMMUNITY_CENTRE)
    assert make_meeting(place=place).place_label == "MPT des Petits Clos (maison pour tous)"


def test_what_is_missing_is_listed_for_what_is_to_come():
    assert make_meeting().missing == ["heure", "lieu", "qui peut venir"]
    assert make_meeting(starts_on=datetime.date(2020, 1, 1)).missing == []


def test_a_reference_is_proposed_from_the_nature_and_the_date():
    meeting = Meeting(when=exact(2030, 3, 21))
    assert meeting.proposed_reference() == "pleniere-2030-03-21"
    make_meeting(reference="pleniere-2030-03-21")
    assert meeting.proposed_reference() == "pleniere-2030-03-21-2"


class TestAround:
    def test_the_next_meeting_is_neither_cancelled_nor_a_draft(self):
        make_meeting(starts_on=datetime.date(2030, 3, 2), state=State.CANCELLED, cancellation_reason="Neige.")
        make_meeting(starts_on=datetime.date(2030, 3, 3), publication="draft")
        following = make_meeting(starts_on=datetime.date(2030, 3, 4))
        make_meeting(starts_on=datetime.date(2030, 3, 5))
        assert Meeting.objects.published().around(datetime.date(2030, 3, 1)).next == following

    def test_without_a_next_one_the_last_known_ones_are_told(self, django_assert_num_queries):
        held = [make_meeting(starts_on=datetime.date(2018, 6, day), state=State.HELD) for day in (14, 28)]
        planned = [make_meeting(starts_on=datetime.date(2019, month, 1)) for month in (5, 6)]
        with django_assert_num_queries(1):
            around = Meeting.objects.published().around(datetime.date(2030, 3, 1))
        assert (around.next, around.last_held, around.last_unsettled) == (None, held[1], planned[1])
        assert list(around) == [held[1], planned[1]]

    def test_those_cancelled_for_today_are_told(self, django_assert_num_queries):
        today = make_meeting(starts_on=datetime.date(2030, 3, 1))
        for meeting in [today, make_meeting(starts_on=datetime.date(2030, 3, 2))]:
            meeting.cancel("Neige.")
        with django_assert_num_queries(1):
            assert Meeting.objects.published().around(datetime.date(2030, 3, 1)).cancelled_today == (today,)

    def test_nothing_at_all_is_an_empty_answer(self):
        assert list(Meeting.objects.published().around(datetime.date(2030, 3, 1))) == []
