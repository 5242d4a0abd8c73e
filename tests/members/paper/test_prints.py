"""The sheets and posters: tagged, one page, the same words as the screen, and portraits only where agreed."""

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from members.models import Mandate, Role
from members.paper.hall_poster import hall_poster
from members.rules.way_in import WAYS
from members.site.forms import CandidacyForm
from tests.members.make import give_portrait, make_council, make_mandate, make_member

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 5, 4)


def pdf(client, name, *arguments):
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200 and response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def words(reader):
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.split())


def poster(size="a4"):
    return PdfReader(io.BytesIO(hall_poster(Mandate.objects.on_the_site(TODAY).current(TODAY), size=size, today=TODAY)))


def pictures(reader):
    """Photographs: the logo is drawn with lines."""
    return [image for page in reader.pages for image in page.images]


@pytest.mark.parametrize("way", WAYS)
def test_the_paper_form_asks_what_the_screen_asks_on_one_page(client, way):
    reader = pdf(client, "members:candidacy_paper", way)
    text = words(reader)
    assert len(reader.pages) == 1
    for field in CandidacyForm(college=WAYS[way].college).asked:
        assert " ".join(str(field.label).split()) in text
    for promise in ("Qui les reçoit", "Durée", "Vos droits", "CNIL"):
        assert promise in text


def test_a_paper_form_for_nobody_does_not_exist(client):
    assert client.get("/nous-rejoindre/maire/papier.pdf").status_code == 404
    assert client.get("/nous-rejoindre/affiche-a5.pdf").status_code == 404


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_call_is_computed_and_gives_the_address(client, size):
    make_council(habitants=5, acteurs=2)
    reader = pdf(client, "members:call_poster", size)
    text = words(reader)
    assert "Nous cherchons 3 acteurs du quartier" in text
    assert "nous-rejoindre" in text and "exemple" not in text.lower()
    assert len(reader.pages) == 1


def test_the_call_without_any_member_invites_both_colleges(client):
    text = words(pdf(client, "members:call_poster", "a4"))
    assert "Nous cherchons de nouveaux membres" in text
    assert " 0 " not in text


def test_an_invented_composition_says_so_on_paper(client):
    make_mandate(is_example=True)
    assert "Exemple inventé" in words(pdf(client, "members:call_poster", "a4"))


@pytest.mark.parametrize("reader", [lambda client: pdf(client, "members:call_poster", "a4"), lambda client: poster()])
def test_every_print_is_tagged_and_in_french(client, reader):
    catalogue = reader(client).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] and catalogue["/Lang"] == "fr"


@pytest.mark.parametrize(("consents", "shown"), [({"poster": TODAY}, 1), ({"site": TODAY}, 0), ({"press": TODAY}, 0)])
def test_a_portrait_is_on_the_poster_by_agreement_for_the_posters_only(consents, shown):
    give_portrait(make_mandate().member, **consents)
    assert len(pictures(poster())) == shown


def test_the_poster_names_who_agreed_to_be_named_and_counts_the_others():
    make_mandate(make_member(first_name="Inès", last_name="Lune"))
    make_mandate(make_member(first_name="Secrète", last_name="Personne", is_named=False))
    text = words(poster())
    assert "Inès Lune" in text and "Secrète" not in text


def test_the_poster_works_with_nobody_and_with_the_chair_alone():
    assert "liste des membres à compléter" in words(poster())
    make_mandate(make_member(last_name="Seule"), role=Role.CHAIR, college="")
    assert "les autres membres sont à compléter" in words(poster())


def test_forty_members_fit_on_one_large_page():
    make_council(habitants=20, acteurs=20)
    assert len(poster("a3").pages) == 1


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_poster_is_for_the_back_office(client, technician_client, size):
    address = reverse("admin:members_member_poster", args=[size])
    assert technician_client.get(address)["Content-Type"] == "application/pdf"
    technician_client.logout()
    assert technician_client.get(address).status_code == 302


def test_the_file_for_the_press_needs_the_agreement_for_the_press(technician_client):
    member = give_portrait(make_mandate().member, site=TODAY)
    address = reverse("admin:members_member_press", args=[member.pk])
    assert technician_client.get(address).status_code in (302, 404)
    give_portrait(member, press=TODAY)
    assert technician_client.get(address)["Content-Type"] == "image/jpeg"


def test_the_agreement_to_sign_asks_for_each_medium_apart(technician_client):
    reader = pdf(technician_client, "admin:members_member_consent")
    text = words(reader)
    assert all(medium in text for medium in ("Site.", "Affiches.", "Presse."))
    assert "Si je change d’avis" in text and len(reader.pages) == 1
