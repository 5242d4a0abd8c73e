import io
import uuid

import pytest
import tablib
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from clos_portal.desk.roles import apply_roles
from publishing.sheets.spreadsheet import as_xlsx
from tests.accounts.make import make_user
from tests.events.make import upload
from tests.walks.make import SENT, make_dispatch, make_observation, make_sent, make_walk
from walks.desk.answer_sheet import answers_to, sheet_to_fill
from walks.models import Dispatch, Observation, ObservationPhoto
from walks.paper.papers import answers_poster, letter, paper_sheets
from walks.rules.status import ObservationStatus
from walks.rules.vocabulary import Body

pytestmark = pytest.mark.django_db


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def filled(dispatch, *answers):
    """The sheet as a body sends it back: (status, words, day) for each observation, in order."""
    table = sheet_to_fill(dispatch)
    for row, (status, words, day) in zip(table.rows, answers, strict=True):
        row |= {"Statut": status, "Réponse": words, "Date de la réponse": day, "Service": "Voirie"}
    return SimpleUploadedFile("reponses.xlsx", as_xlsx(table))


def enter(client, walk, **fields):
    data = {"token": str(uuid.uuid4()), "kind": "question", "category": "voirie", "text": "Un trou."}
    return client.post(f"/admin/walks/walk/{walk.pk}/saisie", data | fields)


def as_the_city(client):
    apply_roles()
    user = make_user()
    user.groups.set([Group.objects.get(name="réponses de la Ville")])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def test_the_sheet_comes_back_filled_and_every_answer_is_kept():
    dispatch = make_dispatch()
    sheet = filled(
        dispatch, ("réponse reçue", "Nous regardons.", "16/05/2026"), ("sans suite", "Terrain privé.", "17/05/2026")
    )
    preview = answers_to(dispatch).apply(answers_to(dispatch).check(sheet).token)
    assert preview.is_valid
    assert [o.status for o in dispatch.observations.in_order()] == [
        ObservationStatus.ANSWERED,
        ObservationStatus.DROPPED,
    ]


def test_an_example_typed_in_a_real_walk_is_in_no_letter():
    walk = make_walk()
    make_observation(walk, is_example=True)
    real = make_observation(walk)
    assert list(Dispatch.send(walk, Body.CITY, SENT).observations.all()) == [real]


def test_nothing_is_sent_before_the_day_of_the_walk(technician_client):
    walk = make_observation().walk
    data = {"addressed_to": Body.CITY, "sent_on": "04/03/2026"}
    page = technician_client.post(f"/admin/walks/walk/{walk.pk}/envoi/", data)
    assert "La marche a lieu le jeudi 5 mars 2026." in page.content.decode()
    assert not Dispatch.objects.exists()
    technician_client.post(f"/admin/walks/walk/{walk.pk}/envoi/", data | {"sent_on": "05/03/2026"})
    assert Dispatch.objects.count() == 1


def test_an_empty_line_changes_nothing():
    dispatch = make_dispatch()
    sheet = filled(dispatch, ("", "", ""), ("réalisée", "", "17/05/2026"))
    answers_to(dispatch).apply(answers_to(dispatch).check(sheet).token)
    assert [o.status for o in dispatch.observations.in_order()] == [ObservationStatus.SENT, ObservationStatus.DONE]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (("oui", "x", "16/05/2026"), "l’un de ces mots"),
        (("sans suite", "", "16/05/2026"), "raison"),
        (("réalisée", "", ""), "Date de la réponse"),
        (("réalisée", "", "hier"), "23/02/2026"),
        (("", "Une réponse", ""), "pas de statut"),
        (("réalisée", "", "01/01/2026"), "dernier changement"),
    ],
)
def test_one_bad_line_keeps_the_whole_sheet_out_and_says_why(answer, sentence):
    dispatch = make_dispatch()
    importer = answers_to(dispatch)
    preview = importer.check(filled(dispatch, answer, ("réalisée", "", "17/05/2026")))
    [line] = preview.refused
    assert line.number == 2 and sentence in " ".join(line.errors)
    importer.apply(preview.token)
    assert {o.status for o in dispatch.observations.all()} == {ObservationStatus.SENT}


def test_an_observation_of_another_letter_is_refused():
    dispatch = make_dispatch(count=1)
    sheet = SimpleUploadedFile("a.csv", "N°;Statut;Date de la réponse\n99;réalisée;17/05/2026\n".encode())
    assert "pas dans cet envoi" in answers_to(dispatch).check(sheet).refused[0].errors[0]


def test_the_papers_say_what_was_seen():
    dispatch = make_dispatch()
    content = letter(dispatch, "a@b.fr")
    assert "Un lampadaire est éteint." in text_of(content) and "a@b.fr" in text_of(content)
    assert "N’écrivez ni nom" in text_of(paper_sheets(make_walk(stops=2)))
    assert len(PdfReader(io.BytesIO(paper_sheets(make_walk(stops=3)))).pages) == 3


def test_the_poster_shows_answers_on_one_page_and_no_draft():
    dispatch = make_dispatch(count=8)
    for observation in dispatch.observations.all():
        observation.record(
            ObservationStatus.ANSWERED, on=SENT, words="Une réponse assez longue pour remplir une ligne entière."
        )
    make_observation(dispatch.walk, is_public=False, text="Brouillon secret")
    poster = answers_poster(dispatch.walk)
    assert len(PdfReader(io.BytesIO(poster)).pages) == 1
    assert "8 réponses" in text_of(poster) and "secret" not in text_of(poster)


def test_an_observation_is_entered_with_its_photo_and_waits_to_be_read(technician_client):
    walk = make_walk(stops=1)
    enter(technician_client, walk, stop=walk.stops.get().pk, photo=upload())
    observation = Observation.objects.get()
    assert (observation.number, observation.publication, observation.reviewed_on) == (1, "draft", None)
    assert ObservationPhoto.objects.get().publication == "draft"


def test_the_script_gets_an_answer_it_can_read_and_a_second_sending_is_harmless(technician_client):
    walk, token = make_walk(), str(uuid.uuid4())
    for is_new in (True, False):
        answer = technician_client.post(
            f"/admin/walks/walk/{walk.pk}/saisie",
            {"token": token, "kind": "question", "category": "voirie", "text": "Un trou."},
            headers={"accept": "application/json"},
        )
        assert answer.json() == {"number": 1, "is_new": is_new}


def test_an_entry_without_words_says_so_and_keeps_the_rest(technician_client):
    page = enter(technician_client, make_walk(), text="", place_words="Devant le 3").content.decode()
    assert "Devant le 3" in page and not Observation.objects.exists()


def test_the_city_may_only_answer(client):
    as_the_city(client)
    observation = make_sent()
    answer = f"/admin/walks/observation/{observation.pk}/repondre/"
    client.post(answer, {"status": "reponse", "on": "16/05/2026", "words": "Nous regardons."})
    observation.refresh_from_db()
    assert observation.status == ObservationStatus.ANSWERED
    assert enter(client, observation.walk).status_code == 403
    assert client.get(f"/admin/walks/walk/{observation.walk_id}/envoi/").status_code == 403
    assert client.post("/admin/walks/walk/add/").status_code == 403


def test_the_city_sees_only_what_was_sent_to_it(client):
    as_the_city(client)
    hidden = make_observation(make_sent(text="Un trou.").walk, is_public=False, text="La voiture de M. Untel")
    make_sent(addressed_to=Body.LANDLORD, walk=make_walk(title="Marche du bailleur"))
    page = client.get("/admin/walks/observation/").content.decode()
    assert "Observation 1" in page and "Observation 2" not in page and "Marche du bailleur" not in page
    assert client.get(f"/admin/walks/observation/{hidden.pk}/change/").status_code == 302


def test_the_city_opens_no_walk_nor_letter_of_others(client):
    as_the_city(client)
    walk, draft = make_sent().walk, make_walk(publication="draft")
    letter_of_another = make_dispatch(1, Body.LANDLORD)
    pages = [f"/admin/walks/walk/{walk.pk}/{end}" for end in ("change/", "feuilles.pdf")]
    assert [client.get(page).status_code for page in pages] == [200, 200]
    pages = [page.replace(str(walk.pk), str(draft.pk)) for page in pages]
    pages += [
        f"/admin/walks/dispatch/{letter_of_another.pk}/{end}" for end in ("lettre.pdf", "tableau.xlsx", "reponses")
    ]
    assert [client.get(page).status_code for page in pages] == [302, 404, 404, 404, 404]
    assert draft.title not in client.get("/admin/walks/walk/").content.decode()


def test_a_sent_observation_keeps_its_addressee_and_says_so(technician_client):
    observation = make_sent()
    fields = ["place_words", "kind", "category", "text", "suggestion", "size", "publication"]
    data = {name: getattr(observation, name) for name in fields} | {"reviewed_on": "05/03/2026", "addressed_to": ""}
    data |= {"changes-TOTAL_FORMS": 0, "changes-INITIAL_FORMS": 0}
    page = technician_client.post(f"/admin/walks/observation/{observation.pk}/change/", data)
    assert "déjà transmise. Dites à qui." in page.content.decode()


def test_a_walk_that_follows_itself_is_refused_in_words(technician_client):
    walk = make_walk()
    data = {"title": "Marche", "starts_on": "05/03/2026", "precision": "day", "reference": walk.reference}
    data |= {"publication": "draft", "follows": walk.pk, "stops-TOTAL_FORMS": 0, "stops-INITIAL_FORMS": 0}
    page = technician_client.post(f"/admin/walks/walk/{walk.pk}/change/", data)
    assert "Une marche ne revient pas sur elle-même." in page.content.decode()


def test_an_entry_whose_photo_cannot_be_stored_is_not_kept_either(technician_client, monkeypatch):
    def full(self):
        raise OSError("disk full")

    monkeypatch.setattr(ObservationPhoto, "save_with_copies", full)
    with pytest.raises(OSError, match="full"):
        enter(technician_client, make_walk(), photo=upload())
    assert not Observation.objects.exists()


def test_the_sheet_to_fill_names_each_observation_once():
    dispatch = make_dispatch(count=3)
    sheet = tablib.Dataset().load(as_xlsx(sheet_to_fill(dispatch)), format="xlsx")
    assert sheet["N°"] == [1, 2, 3]
