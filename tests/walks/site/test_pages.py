import pytest

from proposals.models import Proposal
from proposals.rules.status import Origin
from publishing.forms.form_token import new_token
from publishing.publishable import Publication
from tests.as_read import tight
from tests.walks.desk.test_back_office import text_of
from tests.walks.make import make_answered, make_observation, make_observation_photo, make_sent, make_walk
from walks.models import Observation, ObservationPhoto, ResidentReport, Walk
from walks.paper.papers import answers_poster
from walks.rules.vocabulary import Moderation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    monkeypatch.setattr("publishing.forms.form_token._is_younger_than", lambda *args: False)


def report(client, observation, **fields):
    data = {"token": new_token(), "verdict": "repare", "message": "", "website": ""} | fields
    return client.post(f"{observation.get_absolute_url()}retour/", data)


@pytest.mark.parametrize("hidden", ["walk", "observation"])
def test_what_is_not_published_is_a_404_and_in_no_list(client, hidden):
    observation = make_sent(text="Zanzibar")
    model, key = (Walk, observation.walk_id) if hidden == "walk" else (Observation, observation.pk)
    model.objects.filter(pk=key).update(publication=Publication.WITHDRAWN)
    page = observation.get_absolute_url()
    assert client.get(page).status_code == client.get(f"{page}retour/").status_code == 404
    for address in ["/marches/", "/recherche/?q=lampadaire", "/donnees-ouvertes/observations.csv"]:
        assert "Zanzibar" not in client.get(address).content.decode()


def test_the_page_of_a_walk_shows_the_wait_and_filters_by_status(client):
    walk = make_walk(stops=1)
    make_answered(walk, text="Répondue")
    make_sent(walk, text="Attendue")
    page = client.get(walk.get_absolute_url()).content.decode()
    assert "2 observations, 1 réponse, délai médian 45 jours" in page
    page = client.get(walk.get_absolute_url() + "?statut=transmise").content.decode()
    assert "Attendue" in page and "Répondue" not in page
    assert client.get(walk.get_absolute_url() + "?statut=rien").status_code == 404


def test_examples_are_not_counted_with_the_real_ones(client):
    make_answered(make_walk())
    make_answered(make_walk(is_example=True), is_example=True)
    assert client.get("/marches/").context["board"].total == 1


def test_an_example_typed_in_a_real_walk_is_shown_and_marked_but_counts_nowhere(client):
    walk = make_walk(stops=1)
    make_answered(walk)
    make_answered(walk, is_example=True, text="Inventée")
    page = client.get(walk.get_absolute_url())
    assert page.context["board"].total == 1 and "Inventée" in page.content.decode()
    assert client.get("/marches/").context["walks"][0].board.total == 1
    assert "1 observation, 1 réponse" in text_of(answers_poster(walk))


def test_a_walk_with_only_an_example_shows_it_without_a_figure(client):
    observation = make_observation(is_example=True)
    page = client.get(observation.walk.get_absolute_url())
    assert page.context["board"].total == 0 and observation.text in page.content.decode()


def test_the_list_says_everything_the_map_says(client):
    observation = make_observation(latitude="48.44", longitude="1.49")
    page = client.get(observation.walk.get_absolute_url()).content.decode()
    assert 'data-lat="48.440000"' in page and "leaflet.js" in page and observation.text in page
    plain = make_observation()
    assert "leaflet" not in client.get(plain.walk.get_absolute_url()).content.decode()


def test_the_page_of_an_observation_tells_its_life(client):
    page = tight(client.get(make_answered().get_absolute_url()).content.decode())
    assert "Nous allons voir." in page and "par Voirie" in page and "45 jours" in page


def test_a_resident_says_what_he_sees_and_it_counts_once_read_over(client):
    observation = make_sent()
    assert report(client, observation).status_code == 302
    assert "c’est réparé »" not in client.get(observation.get_absolute_url()).content.decode()
    ResidentReport.objects.get().moderate(Moderation.SHOWN)
    assert "1 personne dit" in tight(client.get(observation.get_absolute_url()).content.decode())


def test_the_same_report_sent_twice_is_stored_once(client):
    observation, token = make_sent(), new_token()
    report(client, observation, token=token)
    report(client, observation, token=token)
    assert ResidentReport.objects.count() == 1


def test_two_neighbours_may_say_the_same_thing_on_the_same_day(client):
    observation = make_sent()
    report(client, observation)
    report(client, observation)
    assert ResidentReport.objects.count() == 2


def test_a_report_without_a_choice_says_what_to_do_and_keeps_the_words(client):
    answer = report(client, make_sent(), verdict="", message="Mes mots")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Choisissez une des deux réponses." in page and "Mes mots" in page


def test_a_photo_follows_its_observation(client):
    photo = make_observation_photo(make_observation(), publication=Publication.PUBLISHED)
    address = photo.sources[0][0]
    assert client.get(address).status_code == 200
    assert photo.caption in client.get(photo.observation.get_absolute_url()).content.decode()
    client.post(photo.removal_url, {"token": new_token(), "website": ""})
    assert client.get(address).status_code == 404 and ObservationPhoto.objects.get().is_quarantined


def test_an_observation_names_the_public_proposals_that_come_from_it(client):
    observation = make_observation()
    Proposal.objects.create(
        number=1, title="Des bancs", observation=observation, origin=Origin.WALK, publication=Publication.PUBLISHED
    )
    Proposal.objects.create(number=2, title="Zanzibar", observation=observation, origin=Origin.WALK)
    page = client.get(observation.get_absolute_url()).content.decode()
    assert "Des bancs" in page and "Zanzibar" not in page


def test_before_and_after_needs_two_published_walks(client):
    walk = make_walk(stops=2)
    again = walk.walk_again("encore", walk.starts_on)
    assert client.get(f"{again.get_absolute_url()}avant-apres/").status_code == 404
    Walk.objects.filter(pk=again.pk).update(publication=Publication.PUBLISHED)
    assert client.get(f"{again.get_absolute_url()}avant-apres/").status_code == 200


@pytest.mark.parametrize("count", [1, 60])
def test_the_pages_cost_the_same_whatever_the_number(client, identity, django_assert_max_num_queries, count):
    walk = make_walk(stops=2)
    observation = make_answered(walk)
    for _ in range(count):
        make_observation(walk, stop=walk.stops.first())
    with django_assert_max_num_queries(4):
        client.get("/marches/")
    with django_assert_max_num_queries(6):
        client.get(walk.get_absolute_url())
    with django_assert_max_num_queries(6):
        client.get(observation.get_absolute_url())


def test_an_example_inside_a_real_walk_counts_in_no_real_figure(client):
    walk = make_walk()
    make_observation(walk)
    make_observation(walk, is_example=True)
    board = client.get("/marches/").context["board"]
    assert board.total == 1
