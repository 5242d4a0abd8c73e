"""Members from a spreadsheet: seen first, told line by line, saved whole or not at all."""

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Mandate, Member
from publishing.sheets.sheet_import import MOST_REFUSED
from tests.accounts.make import enter, make_role, make_user
from tests.as_read import one_line
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
    return one_line(response.content.decode()).replace("\u00a0", " ").replace("&nbsp;", " ").replace("&#x27;", "'")


def confirm(client, response, **answers):
    sent = {"token": response.context["preview"].token} | {f"answer-{line[1:]}": said for line, said in answers.items()}
    return client.post(reverse(PAGE), sent, follow=True)


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


PRIVATE = "Prénom;Nom;Début;Dernier jour;Adresse e-mail;Téléphone"
PASCAL = "Pascal;EXEMPLE;01/09/2020;31/08/2023;pascal@exemple.fr;02 37 00 00 02"
PASCALE = "Pascale;EXEMPLE;01/09/2023;;pascale@exemple.fr;02 37 00 00 01"


def private_sheet(*lines):
    content = "\r\n".join([PRIVATE, *lines]).encode("cp1252")
    return {"sheet": SimpleUploadedFile("membres.csv", content, "text/csv")}


def question(response):
    [line] = response.context["preview"].asked
    return line.number, [value for value, words in line.question.choices]


def test_two_people_of_near_names_are_never_made_one(technician_client):
    response = technician_client.post(reverse(PAGE), private_sheet(PASCAL, PASCALE))
    assert question(response) == (3, ["membre", "membre+", "new"])
    html = words(response)
    assert "Pascale EXEMPLE : est-ce la même personne qu’une ligne plus haut du tableau ?" in html
    assert "Pascal EXEMPLE (plus haut dans le tableau, mandat depuis" in html and "connaît déjà" not in html
    confirm(technician_client, response, _3="new")
    people = Member.objects.order_by("first_name").values_list("first_name", "email", "phone")
    assert list(people) == [
        ("Pascal", "pascal@exemple.fr", "02 37 00 00 02"),
        ("Pascale", "pascale@exemple.fr", "02 37 00 00 01"),
    ]


def test_nothing_is_saved_while_a_question_has_no_answer(technician_client):
    response = technician_client.post(reverse(PAGE), private_sheet(PASCAL, PASCALE))
    response = confirm(technician_client, response, _3="somebody-else")
    assert "Répondez à la question du tableau" in words(response)
    assert question(response)[0] == 3 and not Member.objects.exists()


def test_an_answer_given_is_kept_while_another_is_asked(technician_client):
    make_member(first_name="Camille", last_name="Dupré", reference="camille")
    response = technician_client.post(reverse(PAGE), private_sheet("Camile;Dupré;;;;", "Camille;Dupre;01/01/2020;;;"))
    response = confirm(technician_client, response, _2="new")
    assert 'name="answer-2" value="new"' in words(response)
    assert "C’est enregistré" in words(confirm(technician_client, response, _2="new", _3="camille"))
    assert Member.objects.count() == 2


def test_the_same_person_written_otherwise_gets_a_mandate_and_what_was_missing(technician_client):
    member = make_member(first_name="André", last_name="Exemple", reference="andre", email="", phone="02 37 00 00 02")
    line = "Andre;Exemple;01/09/2023;;andre@exemple.fr;02 37 00 00 01"
    response = technician_client.post(reverse(PAGE), private_sheet(line))
    assert question(response) == (2, ["andre", "andre+", "new"])
    assert "est-ce quelqu’un que le Conseil connaît déjà ?" in words(response) and "plus haut" not in words(response)
    confirm(technician_client, response, _2="andre")
    member.refresh_from_db()
    assert (member.email, member.phone, member.mandates.count()) == ("andre@exemple.fr", "02 37 00 00 02", 1)


@pytest.mark.parametrize(("answer", "phone", "people"), [("andre+", "02 37 00 00 01", 1), ("new", "02 37 00 00 02", 2)])
def test_the_same_name_with_another_telephone_is_asked(technician_client, answer, phone, people):
    member = make_member(first_name="André", last_name="Exemple", reference="andre", phone="02 37 00 00 02")
    response = technician_client.post(reverse(PAGE), private_sheet("ANDRÉ;exemple;01/09/2023;;;0237000001"))
    confirm(technician_client, response, _2=answer)
    member.refresh_from_db()
    assert (member.phone, Member.objects.count()) == (phone, people)


def test_homonyms_are_told_apart_by_who_knows_them(technician_client):
    for reference in ("one", "two"):
        make_member(first_name="Zoé", last_name="Exemple", reference=reference)
    assert question(technician_client.post(reverse(PAGE), private_sheet("Zoé;Exemple;;;;"))) == (
        2,
        ["one", "two", "new"],
    )


NUMBER = PRIVATE.split(";")


@pytest.mark.parametrize(
    "typed", [237000001, "237000001", "0237000001", "+33 2 37 00 00 01", "0033237000001", "02.37.00.00.01"]
)
def test_a_telephone_that_lost_its_zero_gets_it_back_and_is_seen_before_it_is_saved(technician_client, typed):
    content = tablib.Dataset(["Zoé", "Exemple", "", "", "", typed], headers=NUMBER).export("xlsx")
    response = technician_client.post(reverse(PAGE), {"sheet": SimpleUploadedFile("membres.xlsx", content)})
    assert ">02 37 00 00 01</td>" in words(response)
    confirm(technician_client, response)
    assert Member.objects.get().phone == "02 37 00 00 01"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("2,37E+08", "a arrondi ce numéro"), ("12", "Écrivez un numéro"), ("aucun", "Écrivez un numéro")],
)
def test_a_telephone_that_cannot_be_called_is_asked_again(technician_client, typed, sentence):
    assert sentence in words(technician_client.post(reverse(PAGE), private_sheet(f"Zoé;Exemple;;;;{typed}")))


def test_a_telephone_of_another_country_stays_as_it_is_typed(technician_client):
    confirm(technician_client, technician_client.post(reverse(PAGE), private_sheet("Zoé;Exemple;;;;+44 20 7946 0000")))
    assert Member.objects.get().phone == "+44 20 7946 0000"


def test_a_word_in_other_letters_is_not_an_empty_cell(technician_client):
    response = look(technician_client, "Zoé;Exemple;ساكن;;;;;")
    assert "« ساكن » n’est pas prévu" in words(response)
    assert "Écrivez oui ou non." in words(look(technician_client, "Zoé;Exemple;;;;;;نعم"))


def queries_of(client, count):
    lines = [f"{chr(97 + n % 26) * 5};{chr(97 + n // 26) * 9}{chr(97 + n % 26)};01/01/2020;;;" for n in range(count)]
    with CaptureQueriesContext(connection) as queries:
        response = client.post(reverse(PAGE), private_sheet(*lines))
    preview = response.context["preview"]
    assert preview.is_valid and len(preview.lines) == count and not preview.asked
    return len(queries)


def test_a_long_table_asks_the_database_little_and_as_much_for_each_line(technician_client):
    few, many = (queries_of(technician_client, count) for count in (5, 35))
    assert (many - few) / 30 <= 12


def test_a_table_full_of_mistakes_is_read_until_nobody_would_read_them(technician_client):
    response = look(technician_client, *["Alex;Lenoir;acteur;;;;;"] * (MOST_REFUSED + 5))
    assert len(response.context["preview"].refused) == MOST_REFUSED
    assert "La suite du tableau n’est pas encore lue." in words(response)
