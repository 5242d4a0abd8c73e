"""A portrait is shown with an agreement only; when the agreement goes, the files go."""

import datetime
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.urls import reverse
from PIL import Image

from members.models import Medium, Member
from publishing.publishable import Publication
from tests.members.make import give_portrait, make_mandate, make_member, picture, upload
from tests.publishing.hostile import HOSTILE, NAMES, gps_photo

DAY = datetime.date(2026, 1, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def member(commits):
    with commits():
        return give_portrait(make_mandate().member, site=DAY, poster=DAY)


def files(settings):
    return sorted(path for path in Path(settings.PRIVATE_MEDIA_ROOT).rglob("*") if path.is_file())


def photo(client, member, width=192):
    return client.get(reverse("members:portrait_detail", args=[member.reference, width]))


def media_kept(settings):
    """For each kind of file, how many are on the disk."""
    root = Path(settings.PRIVATE_MEDIA_ROOT) / "portraits"
    return Counter(str(path.parent.relative_to(root)) for path in files(settings))


def test_no_agreement_no_photo_in_the_database():
    with pytest.raises(IntegrityError):
        Member.objects.filter(pk=make_member().pk).update(portrait="x.jpg", portrait_alt="a", portrait_credit="b")


@pytest.mark.parametrize("medium", [Medium.SITE, Medium.POSTER])
def test_without_the_agreement_for_a_medium_the_database_keeps_no_copy_for_it(member, medium):
    with pytest.raises(IntegrityError):
        Member.objects.filter(pk=member.pk).update(**{f"{medium}_consent_on": None})


@pytest.mark.parametrize("missing", ["portrait_alt", "portrait_credit"])
def test_a_photo_has_words_and_a_credit(member, missing):
    with pytest.raises(IntegrityError):
        Member.objects.filter(pk=member.pk).update(**{missing: ""})


@pytest.mark.parametrize("width", [96, 192, 288, 480])
def test_the_photo_is_served_at_the_width_that_the_screen_needs(client, member, width):
    image = Image.open(io.BytesIO(photo(client, member, width).getvalue()))
    assert (image.format, image.size) == ("WEBP", (width, width))


def test_a_width_that_is_not_made_does_not_exist(client, member):
    assert photo(client, member, 1600).status_code == 404


def test_the_page_writes_the_credit_and_the_words_of_the_photo(client, member):
    page = client.get(reverse("members:member_list")).content.decode()
    assert "Photo\u00a0: Alex Photographe" in page
    assert 'alt="Une personne sourit"' in page and 'loading="lazy"' in page


def test_the_photo_is_asked_again_at_each_visit(client, member):
    response = photo(client, member)
    assert response["Cache-Control"] == "no-cache"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    address = reverse("members:portrait_detail", args=[member.reference, 192])
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_an_agreement_for_the_posters_shows_nothing_on_the_site(client, commits):
    with commits():
        member = give_portrait(make_mandate().member, poster=DAY)
    assert not member.site_portrait
    assert photo(client, member).status_code == 404
    assert "<img class=" not in client.get(reverse("members:member_list")).content.decode()


KEPT = {".": 1, "site": 4, "poster": 1, "press": 1}


@pytest.mark.parametrize("medium", Medium)
def test_withdrawing_one_medium_removes_its_copies_and_no_other(settings, commits, medium):
    with commits():
        member = give_portrait(make_mandate().member, site=DAY, poster=DAY, press=DAY)
    assert media_kept(settings) == KEPT
    with commits():
        member.withdraw_portrait_consent(medium)
    assert media_kept(settings) == {kind: count for kind, count in KEPT.items() if kind != medium}


def test_withdrawing_the_agreement_for_the_site_empties_every_page_at_once(client, member, commits):
    with commits():
        member.withdraw_portrait_consent(Medium.SITE)
    assert photo(client, member).status_code == 404
    assert "photo/" not in client.get(reverse("members:member_list")).content.decode()


def test_agreeing_later_makes_the_copies_from_the_photo_that_is_kept(member, settings, commits):
    member.press_consent_on = DAY
    with commits():
        member.save_with_portrait()
    assert media_kept(settings) == KEPT


def test_withdrawing_the_last_medium_removes_every_file(client, member, settings, commits):
    assert files(settings)
    with commits():
        member.withdraw_portrait_consent()
    assert files(settings) == []
    member.refresh_from_db()
    assert (member.portrait.name, member.portrait_credit, member.consents) == ("", "", [])


def test_a_new_photo_replaces_the_files_of_the_former_one(member, settings, commits):
    before = files(settings)
    with commits():
        give_portrait(member)
    assert media_kept(settings) == {".": 1, "site": 4, "poster": 1}
    assert not set(before) & set(files(settings))


def test_erasing_a_member_erases_the_files(member, settings, commits):
    with commits():
        member.erase()
    assert files(settings) == []


@pytest.mark.parametrize("change", [{"publication": Publication.DRAFT}, {"site_consent_on": None, "site_portrait": ""}])
def test_a_photo_that_is_not_public_does_not_exist(client, member, change):
    Member.objects.filter(pk=member.pk).update(**change)
    assert photo(client, member).status_code == 404


def test_the_photo_of_a_departed_member_is_not_shown(client, member):
    member.mandates.update(ends_on=datetime.date(2026, 1, 3))
    assert photo(client, member).status_code == 404


# --- the back office ----------------------------------------------------------------------------------------------
def form_data(**fields):
    mandate = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "0-college": "habitant", "0-seat_kind": "full", "0-role": "member"}
    data = {
        "first_name": "Camille", "last_name": "Test", "is_named": "on", "publication": "published",
        "portrait_alt": "Une personne sourit", "portrait_credit": "Alex Photographe", "site_consent_on": "02/01/2026",
        "is_minor": "False",
    }  # fmt: skip
    return data | {f"mandates-{name}": value for name, value in mandate.items()} | fields


def add(client, **fields):
    return client.post(reverse("admin:members_member_add"), form_data(**fields))


def test_a_member_is_added_with_a_portrait_and_a_mandate_in_one_page(technician_client, settings):
    response = add(technician_client, portrait=upload(gps_photo()))
    assert response.status_code == 302
    member = Member.objects.get(reference="camille-test")
    assert member.shows_portrait
    assert member.mandates.get().college == "habitant"
    assert all(not Image.open(path).getexif() for path in files(settings))


def test_a_photo_without_any_agreement_is_refused_in_french(technician_client, settings):
    response = add(technician_client, portrait=upload(), site_consent_on="")
    assert "Pour garder une photo, notez un accord de la personne" in response.content.decode()
    assert files(settings) == []


@pytest.mark.parametrize("name", HOSTILE, ids=HOSTILE)
def test_a_hostile_file_is_refused_beside_its_field(technician_client, settings, name):
    response = add(technician_client, portrait=upload(HOSTILE[name](), name))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["portrait"]
    assert files(settings) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_the_upload_is_forgotten(technician_client, settings, name):
    assert add(technician_client, portrait=upload(name=name)).status_code == 302
    assert all(re.fullmatch(r"[0-9a-f]{32}(-\d+)?\.(jpg|webp)", path.name) for path in files(settings))
    assert all(settings.PRIVATE_MEDIA_ROOT in path.parents for path in files(settings))


def test_what_is_hidden_behind_a_photo_is_gone(technician_client, settings):
    add(
        technician_client,
        portrait=upload(picture(comment=b"<script>alert(1)</script>") + b"<script>alert(2)</script>PK"),
    )
    assert len(files(settings)) == 5
    assert all(b"<script" not in path.read_bytes() for path in files(settings))


def test_emptying_the_agreements_in_the_form_erases_the_photo(technician_client, settings, commits):
    add(technician_client, portrait=upload())
    member = Member.objects.get()
    mandate = {"mandates-INITIAL_FORMS": 1, "mandates-0-id": member.mandates.get().pk, "mandates-0-member": member.pk}
    address = reverse("admin:members_member_change", args=[member.pk])
    with commits():
        response = technician_client.post(address, form_data(site_consent_on="", reference=member.reference, **mandate))
    assert response.status_code == 302
    assert files(settings) == []


def test_the_preview_is_for_the_back_office_only(technician_client, client, member):
    address = reverse("admin:members_member_portrait", args=[member.pk])
    assert technician_client.get(address)["Content-Type"] == "image/jpeg"
    client.logout()
    assert client.get(address).status_code == 302
    assert technician_client.get(reverse("admin:members_member_portrait", args=[0])).status_code in (302, 404)


def test_the_media_are_listed_once_so_that_none_is_forgotten_and_clears_a_portrait():
    assert {f"{medium}_consent_on" for medium in Medium} < set(Member.withdrawable)
    sources = [path for path in Path("members").rglob("*.py") if "migrations" not in path.parts]
    assert [path.name for path in sources if "press_consent_on" in path.read_text()] == ["portrait.py"]
