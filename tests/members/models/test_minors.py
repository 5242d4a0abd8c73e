"""The portrait of a minor: shown with the parents' written agreement, as long as it lasts, and no longer kept after."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.models import Member
from members.retention import erase_expired
from publishing.publishable import Publication
from tests.members.make import give_portrait, make_mandate, make_member

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def make_minor(until=DAY, agreement=True):
    today = timezone.localdate()
    member = make_member(publication=Publication.PUBLISHED, is_minor=True)
    make_mandate(member, starts_on=today - 99 * DAY)
    if agreement:
        member.parents_agreement = ContentFile(b"signed", name="a.pdf")
        member.parents_agreement_until = today + DAY
    give_portrait(member, site=today, poster=today, press=today)
    Member.objects.filter(pk=member.pk).update(parents_agreement_until=today + until)
    return Member.objects.get(pk=member.pk)


def test_a_minor_is_shown_with_the_agreement_and_not_the_day_after_it_ends():
    today = timezone.localdate()
    shown, lapsed = make_minor(), make_minor(until=-DAY)
    assert shown.shows_portrait and not lapsed.shows_portrait and lapsed.consents == []
    assert list(Member.objects.with_portrait(today)) == [shown]


def test_the_database_refuses_the_portrait_of_a_minor_without_the_agreement():
    member = make_minor()
    for without in ({"parents_agreement": ""}, {"parents_agreement_until": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Member.objects.filter(pk=member.pk).update(**without)


def test_without_the_agreement_no_portrait_of_a_minor_is_even_kept():
    member = make_minor(agreement=False)
    assert not member.portrait and not member.site_portrait


@pytest.mark.parametrize(("is_minor", "asked"), [(None, "is_minor"), (True, "parents_agreement")])
def test_the_form_asks_before_a_portrait_is_kept(is_minor, asked):
    member = give_portrait(make_member(), site=timezone.localdate())
    member.is_minor = is_minor
    with pytest.raises(ValidationError) as refusal:
        member.full_clean()
    assert asked in refusal.value.message_dict


def test_no_birth_date_is_stored():
    assert not [field.name for field in Member._meta.fields if "birth" in field.name]


def test_the_agreement_leaves_the_disk_with_the_portrait(settings, django_capture_on_commit_callbacks):
    member = make_minor()
    with django_capture_on_commit_callbacks(execute=True):
        member.withdraw_portrait_consent()
    assert not [path for path in settings.PRIVATE_MEDIA_ROOT.rglob("*") if path.is_file()]
    member.refresh_from_db()
    assert not member.parents_agreement and member.parents_agreement_until is None


def test_at_night_the_portrait_whose_agreement_is_over_is_erased(settings, django_capture_on_commit_callbacks):
    member = make_minor(until=-DAY)
    with django_capture_on_commit_callbacks(execute=True):
        erase_expired(timezone.localdate())
    member.refresh_from_db()
    assert not member.portrait and not member.parents_agreement and not member.consents
    assert not [path for path in settings.PRIVATE_MEDIA_ROOT.rglob("*") if path.is_file()]


def test_only_the_back_office_opens_the_paper_of_the_parents(client, technician_client):
    member = make_minor()
    address = f"/admin/members/member/{member.pk}/portrait/accord-des-parents"
    assert b"".join(technician_client.get(address).streaming_content) == b"signed"
    client.logout()
    assert client.get(address).status_code == 302
