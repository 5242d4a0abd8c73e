"""Everything about a person has its duration, and ten years later nothing is left of what should be gone."""

import contextlib
import datetime
import uuid

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import KnownPlace, Letter, User
from clos_portal import retention
from events.models import PhotoRemovalRequest
from meetings.models import Guest
from members.models import HeldTicket, Mandate, Member
from proposals.models import Ballot, Voter
from surveys.models import FreeText, SurveyResponse
from surveys.questions.answer import Answer
from tests.accounts.make import make_user
from tests.clos_portal.test_retention import places_that_name
from tests.council.make import make_message
from tests.events.make import make_shown_photo
from tests.meetings.make import make_attendance, make_meeting
from tests.members.make import give_portrait, make_candidacy, make_closed_draw, make_mandate, make_member
from tests.proposals.make import make_proposal
from tests.proposals.make_idea import make_idea
from tests.proposals.make_round import make_open_round
from tests.surveys.make import make_open_survey, make_response, questions
from tests.walks.make import make_observation, make_observation_photo
from walks.models import ObservationPhotoRemovalRequest, ResidentReport

MARK = "Zebulon"
OURS = [*settings.ROOMS, "admin", "axes", "sessions", "otp_totp", "otp_static"]
WORDS = (models.CharField, models.TextField, models.FileField, models.JSONField, models.GenericIPAddressField)
MODULES = [*retention.ROOMS, retention]
KEPT = [kept for module in MODULES for kept in module.KEPT]
ABOUT_NOBODY = {name for module in retention.ROOMS for name in module.ABOUT_NOBODY}
BY_NAME = {model.__name__: model for model in apps.get_models()}
# What the code writes by itself, in every room.
BY_ITSELF = {"token", "calendar_uid", "history_change_reason", "history_type"}


def words_that_somebody_types():
    """`Model.field`, of every room; a version counts as what it is the version of."""
    for model in apps.get_models():
        if model._meta.app_label in OURS and not hasattr(model, "instance_type"):
            for field in model._meta.fields:
                if isinstance(field, WORDS) and not field.choices and field.name not in BY_ITSELF:
                    yield f"{model.__name__}.{field.name}"


OF_THE_HOUSE = {"ContentPack", "JobRun", "Sending", "StaticDevice", "StaticToken"}


@pytest.mark.once
def test_every_field_where_somebody_writes_is_kept_for_a_time_or_declared_to_be_about_nobody():
    known = {field for kept in KEPT for field in kept.fields}
    unknown = [
        field
        for field in words_that_somebody_types()
        if field not in known and field.partition(".")[0] not in ABOUT_NOBODY | OF_THE_HOUSE
    ]
    assert not unknown


@pytest.mark.once
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.fields[0])
def test_what_is_kept_exists_and_says_why(kept):
    for field in kept.fields:
        model, _, name = field.partition(".")
        model = BY_NAME["HistoricalMember" if model == "Version" else model]
        assert model._meta.get_field(name)
    assert kept.why and kept.since and (kept.months is None or kept.months > 0)


def in_ten_years():
    return timezone.localdate().replace(day=1) + datetime.timedelta(days=3653 + 31)


def a_full_house():
    """Of everything that has a duration: what ended today, and what nobody ever answered, closed or used."""
    today = timezone.localdate()
    make_message()
    make_candidacy(status="declined", answered_on=today).steps.create(status="declined", happened_on=today)
    make_closed_draw(candidates=1)
    never_joined, departed = (make_member(reference=name) for name in ("jamais-venu", "parti"))
    make_mandate(departed, starts_on=today - datetime.timedelta(days=9), ends_on=today, end_reason="moved")
    for member in (never_joined, departed):
        give_portrait(member, site=today, poster=today, press=today)
    for day in (today, None):
        meeting = make_meeting(starts_on=day, precision="day" if day else "unknown")
        make_attendance(meeting, member=departed)
        Guest.objects.create(meeting=meeting, name="x")
    for answered_on in (today, None):
        PhotoRemovalRequest.objects.create(token=uuid.uuid4(), photo=make_shown_photo(), answered_on=answered_on)
        ObservationPhotoRemovalRequest.objects.create(
            token=uuid.uuid4(), photo=make_observation_photo(), answered_on=answered_on
        )
    ResidentReport.objects.create(token=uuid.uuid4(), observation=make_observation(), verdict="repaired")
    survey = make_open_survey()
    make_response(survey, Answer(questions(survey)[4].pk, text="x"))
    over = make_open_survey(reference="fini")
    make_response(over, Answer(questions(over)[4].pk, text="x"))
    over.close(today)
    FreeText.objects.copy_from(over)
    make_idea()
    votes(closed=True)
    votes(closed=False)
    Mandate.objects.filter(ends_on=None).update(ends_on=today, end_reason="moved")
    traces(today)


def votes(closed):
    ballot_round = make_open_round(members=2)
    ballot_round.vote(ballot_round.codes[0], {}, timezone.localdate())
    if closed:
        ballot_round.close(timezone.localdate())


def traces(today):
    make_user(email="la-derniere@conseil.example", is_superuser=True, last_login=timezone.now() + datetime.timedelta(1))
    user = make_user(email="parti@conseil.example")
    TOTPDevice.objects.create(user=user)
    Letter.objects.create(
        user=User.objects.get(email="la-derniere@conseil.example"), address="x@exemple.fr", subject="x"
    )
    KnownPlace.objects.create(user=user, print="x", seen_on=today)
    for model in (AccessLog, AccessAttempt, AccessFailureLog):
        model.objects.create(username="x", **({"failures_since_start": 1} if model is AccessAttempt else {}))
    Session.objects.create(session_key="x", expire_date=timezone.now())
    log = {"content_type": ContentType.objects.get_for_model(User), "action_flag": CHANGE}
    LogEntry.objects.create(user=User.objects.get(email="la-derniere@conseil.example"), object_id="1", **log)
    proposal = make_proposal(title=MARK)
    proposal.title = "Un banc"
    proposal.save()


def mark(field):
    """Writes a name in every row that may hold one there, as a person could have."""
    model, _, name = field.partition(".")
    rows = BY_NAME[model].objects.all() if model != "User" else User.objects.exclude(email__startswith="la-derniere")
    column = rows.model._meta.get_field(name)
    if isinstance(column, models.ForeignKey | models.GenericIPAddressField):
        return
    marked = 0
    for row in rows:
        value = {MARK: 1} if isinstance(column, models.JSONField) else f"{MARK}{row.pk}"[: column.max_length]
        with contextlib.suppress(IntegrityError), transaction.atomic():
            marked += rows.model.objects.filter(pk=row.pk).update(**{name: value})
    assert marked, field


@pytest.mark.django_db
def test_ten_years_later_nothing_is_left_of_what_should_be_gone():
    a_full_house()
    lasting = [field for kept in KEPT if kept.months for field in kept.fields if "portrait" not in field]
    for field in lasting:
        if not field.startswith("Version"):
            mark(field)
    for member in Member.objects.all():
        member.save()  # its versions keep the words too
    tables = {BY_NAME[field.partition(".")[0]]._meta.db_table for field in lasting if not field.startswith("Version")}
    named = set(places_that_name(MARK))
    assert not tables - named - {"meetings_attendance"}
    retention.erase_expired(in_ten_years())
    assert not places_that_name(MARK)
    assert not HeldTicket.objects.exists() and not SurveyResponse.objects.exists() and not FreeText.objects.exists()
    assert not Voter.objects.exists() and not Ballot.objects.exists()
    assert User.objects.get().email == "la-derniere@conseil.example"
