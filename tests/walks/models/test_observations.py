import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publishing.publishable import Publication
from tests.walks.make import ANSWERED, SENT, WALKED, make_answered, make_observation, make_sent, make_walk
from walks.models import Dispatch, Observation, ResidentReport, StatusChange
from walks.rules.status import ObservationStatus
from walks.rules.vocabulary import Body, Moderation, Verdict

pytestmark = pytest.mark.django_db


def test_observations_are_numbered_in_their_walk():
    walk = make_walk()
    assert [make_observation(walk).number for _ in range(3)] == [1, 2, 3]
    assert make_observation().number == 1


def test_an_observation_sent_twice_is_stored_once():
    first = make_observation()
    again = Observation(walk=first.walk, token=first.token, text="Autre chose")
    assert again.enter() == (first, False) and Observation.objects.get().text == first.text


def test_nothing_is_shown_before_somebody_read_it_over():
    observation = make_observation(is_public=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(pk=observation.pk).update(publication=Publication.PUBLISHED)


def test_a_stop_belongs_to_the_same_walk():
    elsewhere = make_walk(stops=1).stops.get()
    with pytest.raises(ValidationError, match="une autre marche"):
        make_observation(make_walk(), stop=elsewhere)


@pytest.mark.parametrize(
    "status", [status for status in ObservationStatus if status not in ObservationStatus.NOTED.then]
)
def test_an_observation_that_was_never_sent_gets_no_answer(status):
    observation = make_observation()
    with pytest.raises(ValidationError, match="ne peut pas devenir"):
        observation.record(status, on=SENT, words="x")
    assert not observation.changes.exists()


@pytest.mark.parametrize(("status", "words"), [(ObservationStatus.DROPPED, "  "), (ObservationStatus.ANSWERED, "")])
def test_an_answer_says_its_words_and_a_refusal_its_reason(status, words):
    observation = make_sent()
    with pytest.raises(ValidationError):
        observation.record(status, on=ANSWERED, words=words)
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.create(observation=observation, status=status, changed_on=ANSWERED)
    observation.refresh_from_db()
    assert observation.status == ObservationStatus.SENT


def test_every_change_is_kept_with_its_day_and_its_words():
    observation = make_answered()
    observation.record(ObservationStatus.PLANNED, on=ANSWERED, words="En juin", due_on=datetime.date(2026, 6, 30))
    observation.record(ObservationStatus.DONE, on=datetime.date(2026, 6, 20))
    assert [change.status for change in observation.changes.all()] == ["transmise", "reponse", "programmee", "realisee"]
    assert (observation.answered_on, observation.done_on) == (ANSWERED, datetime.date(2026, 6, 20))


def test_what_is_still_broken_may_be_sent_again_and_waits_again():
    observation = make_answered(status=ObservationStatus.DONE)
    observation.record(ObservationStatus.SENT, on=datetime.date(2026, 7, 1))
    assert (observation.sent_on, observation.answered_on, observation.done_on) == (
        datetime.date(2026, 7, 1),
        None,
        None,
    )


@pytest.mark.parametrize("day", [datetime.date(2026, 3, 31), datetime.date(2999, 1, 1)])
def test_a_change_is_neither_before_the_last_one_nor_in_the_future(day):
    with pytest.raises(ValidationError):
        make_sent().record(ObservationStatus.ANSWERED, on=day, words="x")


def test_an_observation_without_an_address_cannot_be_sent():
    with pytest.raises(ValidationError, match="à qui"):
        make_observation(addressed_to="").record(ObservationStatus.SENT, on=SENT)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": ObservationStatus.SENT},
        {"status": ObservationStatus.ANSWERED, "sent_on": SENT},
        {"status": ObservationStatus.DONE, "sent_on": SENT, "answered_on": ANSWERED},
        {"status": ObservationStatus.ANSWERED, "sent_on": ANSWERED, "answered_on": SENT},
        {"latitude": 48},
        {"latitude": 200, "longitude": 1},
        {"text": ""},
    ],
)
def test_the_database_refuses_what_is_never_true(fields):
    observation = make_observation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(pk=observation.pk).update(**fields)


def test_all_that_waits_for_a_body_leaves_in_one_letter():
    walk = make_walk()
    city, also = make_observation(walk), make_observation(walk)
    landlord = make_observation(walk, addressed_to=Body.LANDLORD)
    unread = make_observation(walk, is_public=False)
    letter = Dispatch.send(walk, Body.CITY, SENT)
    assert set(letter.observations.all()) == {city, also}
    statuses = {o.pk: o.status for o in Observation.objects.all()}
    assert (
        statuses[landlord.pk] == statuses[unread.pk] == ObservationStatus.NOTED
        and statuses[city.pk] == ObservationStatus.SENT
    )


def test_what_residents_still_see_is_sent_again_once_their_word_is_read_over():
    done = make_answered(status=ObservationStatus.DONE)
    report, _ = ResidentReport.objects.receive(token=uuid.uuid4(), observation=done, verdict=Verdict.STILL)
    assert not done.walk.observations.to_send().exists()
    report.moderate(Moderation.SHOWN)
    Dispatch.send(done.walk, Body.CITY, datetime.date(2026, 11, 20))
    done.refresh_from_db()
    assert done.status == ObservationStatus.SENT and done.answered_on is None


def test_an_empty_letter_is_not_sent():
    with pytest.raises(ValidationError, match="Aucune observation relue"):
        Dispatch.send(make_walk(), Body.CITY, SENT)
    assert not Dispatch.objects.exists()


def test_a_second_walk_has_the_same_stops():
    walk = make_walk(stops=3)
    again = walk.walk_again("encore", WALKED + datetime.timedelta(days=300))
    assert [stop.earlier.walk_id for stop in again.stops.select_related("earlier")] == [walk.pk] * 3
    assert again.follows == walk and again.publication == Publication.DRAFT
