import datetime

import pytest
from django.db import IntegrityError

from members.models import Member
from members.retention import erase_expired
from tests.members.make import LONG_AGO, make_mandate, make_member

TODAY = datetime.date(2026, 5, 4)
pytestmark = pytest.mark.django_db


def test_initials_come_from_the_first_name_and_the_last_word():
    assert Member(first_name="Jean-Louis", last_name="BENARAB").initials == "JB"
    assert Member(first_name="Habitante", last_name="Exemple A").initials == "HA"


def test_a_person_who_is_not_named_has_neither_name_nor_initials():
    member = make_member(is_named=False)
    assert member.public_name == "Une personne qui n’est pas nommée"
    assert member.initials == ""


@pytest.mark.parametrize(
    "shown", [{"about": "Bonjour"}, {"site_consent_on": LONG_AGO}, {"own_page_consent_on": LONG_AGO}]
)
def test_a_person_who_is_not_named_is_not_shown_otherwise(shown):
    with pytest.raises(IntegrityError):
        make_member(is_named=False, **shown)


def test_a_member_without_a_mandate_does_not_sit():
    make_member()
    assert not Member.objects.seated(TODAY)
    assert not Member.objects.departed(TODAY)


def test_a_member_sits_until_the_last_day():
    member = make_mandate(ends_on=TODAY).member
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert list(Member.objects.seated(TODAY)) == list(Member.objects.departed(tomorrow)) == [member]
    assert not Member.objects.departed(TODAY)


def test_a_member_who_came_back_has_not_departed():
    member = make_mandate(ends_on=datetime.date(2021, 1, 1)).member
    make_mandate(member, starts_on=datetime.date(2022, 1, 1))
    assert not Member.objects.departed(TODAY)


def test_the_history_never_holds_what_is_private():
    member = make_member(email="prive@exemple.fr", phone="02 00 00 00 01", gender="F")
    kept = {field.name for field in type(member).history.model._meta.fields}
    assert kept.isdisjoint(
        {"email", "phone", "gender", "portrait", "site_portrait", "poster_portrait", "press_portrait"}
    )


def test_erasing_a_member_leaves_no_trace():
    mandate = make_mandate(make_member(last_name="Introuvable"))
    mandate.member.erase()
    assert not Member.history.filter(last_name="Introuvable").exists()
    assert not type(mandate).history.exists()


def test_nothing_private_is_kept_of_who_left(identity):
    gone = make_member(email="x@exemple.fr", phone="02 00 00 00 01", gender="F")
    only_gender = make_member(gender="M")
    for member in (gone, only_gender):
        make_mandate(member, ends_on=TODAY)
    erase_expired(TODAY + datetime.timedelta(days=1))
    assert not Member.objects.reachable().exists()
