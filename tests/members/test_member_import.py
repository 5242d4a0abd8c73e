"""Members from a spreadsheet: seen first, told line by line, saved whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import Mandate, Member
from tests.accounts.make import enter, make_role, make_user
from tests.members.make import make_mandate, make_member

pytestmark = pytest.mark.django_db
PAGE = "admin:members_member_import"
HEADER = "Prénom;Nom;Collège;Organisation;Place;Rang;Début;Nommé sur le site"
GOOD = "Camille;Dupré;Habitant;;;;23/02/2017;oui"


def sheet(*lines, header=HEADER):
    return SimpleUploadedFile("membres.csv", "\n".join([header, *lines]).encode(), "text/csv")


def look(client, *lines, **options):
    return client.post(reverse(PAGE), {"sheet": sheet(*lines, **options)})


def words(response):
    return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ").replace("&#x27;", "'")


def confirm(client, response):
    return client.post(reverse(PAGE), {"token": response.context["preview"].token}, follow=True)


def test_the_lines_are_seen_before_anything_is_saved(technician_client):
    html = words(look(technician_client, GOOD))
    assert "Rien n’est encore enregistré." in html
    assert "nouvelle personne" in html
    assert not Member.objects.exists()


def test_confirming_saves_every_line(technician_client):
    acteur = "Alex;Lenoir;acteurs du quartier;Boulangerie;suppléance;1;;"
    assert "2 lignes du tableau" in words(confirm(technician_client, look(technician_client, GOOD, acteur)))
    named, other = Member.objects.order_by("last_name")
    assert (named.is_named, named.is_public, other.is_named) == (True, True, False)
    assert named.mandates.get().starts_on.isoformat() == "2017-02-23"
    assert (other.mandates.get().rank, other.mandates.get().organisation) == (1, "Boulangerie")
    assert other.reference == "membre"


WRONG = {
    "Alex;;Habitant;;;;;": "Nom : Écrivez le nom.",
    "Alex;Lenoir;pirate;;;;;": "Collège : « pirate » n’est pas prévu. Écrivez : habitants, acteurs du quartier.",
    "Alex;Lenoir;acteur;;;;;": "Pour un acteur du quartier, écrivez son organisation.",
    "Alex;Lenoir;habitant;Boulangerie;;;;": "Un habitant siège pour lui-même : laissez l’organisation vide.",
    "Alex;Lenoir;habitant;;;2;;": "Le rang commence à 1, et seule une suppléance en a un.",
    "Alex;Lenoir;habitant;;;;31/02/2017;": "Début : Écrivez le jour ainsi : 23/02/2017.",
    "Alex;Lenoir;habitant;;;;;peut-être": "Nommé sur le site : Écrivez oui ou non.",
    GOOD: "déjà un mandat",
}


@pytest.mark.parametrize(("line", "sentence"), WRONG.items())
def test_a_line_that_is_wrong_is_told_why_and_nothing_is_saved(technician_client, line, sentence):
    response = look(technician_client, GOOD, line)
    assert sentence in words(response)
    assert [found.number for found in response.context["preview"].refused] == [3]
    confirm(technician_client, response)
    assert not Member.objects.exists()


def test_a_column_that_nobody_expects_is_named(technician_client):
    response = look(technician_client, "x", header="Prénom;Adresse")
    assert "Colonne inconnue : Adresse." in words(response)


def test_a_known_person_gets_a_new_mandate_and_not_a_second_record(technician_client):
    member = make_mandate(make_member(first_name="Camille", last_name="Dupré"), ends_on="2020-12-31").member
    response = look(technician_client, "camille;DUPRÉ;habitant;;;;01/01/2022;")
    assert "nouveau mandat d’une personne connue" in words(response)
    confirm(technician_client, response)
    assert Mandate.objects.filter(member=member).count() == 2


def test_an_example_is_never_taken_for_a_real_person(technician_client):
    make_member(first_name="Camille", last_name="Dupré", is_example=True)
    confirm(technician_client, look(technician_client, GOOD))
    assert Member.objects.real().count() == 1


def test_the_empty_sheet_has_the_columns(technician_client):
    response = technician_client.get(reverse(PAGE), {"modele": "1"})
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


def test_who_may_not_add_members_may_not_import_them(client):
    user = make_user()
    user.groups.add(make_role("lecture", "view_member"))
    enter(client, user)
    assert client.get(reverse(PAGE)).status_code == 403


def test_the_list_of_members_leads_to_the_import_and_to_the_composition(technician_client):
    html = technician_client.get(reverse("admin:members_member_changelist")).content.decode()
    assert reverse(PAGE) in html
    assert reverse("admin:members_composition") in html
