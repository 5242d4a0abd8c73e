"""The référentiel: what was done elsewhere, linked to several proposals, with credited photos."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from proposals.models import ReferenceExample
from publishing.publishable import Publication
from tests.portal import load_real
from tests.proposals.make import make_proposal
from tests.proposals.make_idea import A_DAY, make_reference_example

pytestmark = pytest.mark.django_db
LIST = "/propositions/referentiel/"


def photo(tmp_path, side=1200):
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (side, side // 2), "green").save(path)
    return SimpleUploadedFile("photo.jpg", path.read_bytes(), "image/jpeg")


def sheet(**changes):
    data = {
        "title": "Un lavoir",
        "place": "Dreux",
        "reference": "lavoir",
        "publication": "published",
        "description": "",
    }
    data |= {"lesson": "", "link": "", "photo_alt": "", "photo_credit": "", "state_as_of": "", "editor_note": ""}
    return data | changes


def test_an_example_is_linked_to_several_proposals(client):
    proposals = [make_proposal(), make_proposal()]
    example = make_reference_example(lesson="Essayer avant d’acheter.")
    example.proposals.set(proposals)
    page = client.get(example.get_absolute_url()).text
    assert all(proposal.title in page for proposal in proposals) and "Essayer avant d’acheter." in page


def test_the_list_of_one_proposal_shows_its_own_examples_only(client):
    proposal = make_proposal()
    mine, other = make_reference_example(), make_reference_example()
    mine.proposals.set([proposal])
    page = client.get(LIST, {"proposition": proposal.number}).text
    assert mine.title in page and other.title not in page


def test_a_draft_is_a_404_everywhere(client, tmp_path):
    example = make_reference_example(publication=Publication.DRAFT, title="Zanzibar", photo_alt="x", photo_credit="y")
    example.photo.save("a.jpg", photo(tmp_path))
    for page in ["", "photo.webp"]:
        assert client.get(example.get_absolute_url() + page).status_code == 404
    assert "Zanzibar" not in client.get(LIST).text + client.get("/recherche/?q=zanzibar").text.replace(
        '="zanzibar"', ""
    )


def test_a_draft_proposal_is_not_named_on_a_public_example(client):
    example = make_reference_example()
    example.proposals.set([make_proposal(title="Zanzibar", publication=Publication.DRAFT)])
    assert "Zanzibar" not in client.get(example.get_absolute_url()).text + client.get(LIST).text


def test_a_photo_needs_words_and_a_credit_then_is_shortened_and_shown_with_them(technician_client, client, tmp_path):
    add = "/admin/proposals/referenceexample/add/"
    assert "écrivez qui l’a prise" in technician_client.post(add, sheet(photo=photo(tmp_path))).text
    technician_client.post(add, sheet(photo=photo(tmp_path), photo_alt="Un lavoir", photo_credit="Ada"))
    example = ReferenceExample.objects.get()
    page = client.get(example.get_absolute_url()).text
    served = client.get(example.photo_url)
    assert 'alt="Un lavoir"' in page and "Ada" in page
    assert served.status_code == 200 and Image.open(example.photo).size == (640, 320)
    assert client.get(example.photo_url, headers={"if-none-match": served["ETag"]}).status_code == 304


def test_a_photo_taken_away_leaves_the_disk(technician_client, tmp_path, django_capture_on_commit_callbacks):
    technician_client.post(
        "/admin/proposals/referenceexample/add/",
        sheet(photo=photo(tmp_path), photo_alt="Un lavoir", photo_credit="Ada"),
    )
    example = ReferenceExample.objects.get()
    name, storage = example.photo.name, example.photo.storage
    change = f"/admin/proposals/referenceexample/{example.pk}/change/"
    with django_capture_on_commit_callbacks(execute=True):
        technician_client.post(change, sheet(**{"photo-clear": "on"}))
    assert not storage.exists(name) and not ReferenceExample.objects.get().photo


@pytest.mark.parametrize(
    "wrong", [{"title": "\u00a0"}, {"place": ""}, {"link": "javascript:alert(1)"}, {"photo": "x.webp"}], ids=str
)
def test_the_database_refuses_an_example_that_breaks_a_rule(wrong):
    example = make_reference_example()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceExample.objects.filter(pk=example.pk).update(**wrong)


def test_the_real_référentiel_is_said_to_be_missing_and_nothing_is_invented(client):
    load_real(A_DAY)
    assert not ReferenceExample.objects.exists()
    assert "Le référentiel est à compléter." in client.get(LIST).text


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_max_num_queries, count):
    proposal = make_proposal()
    for _ in range(count):
        make_reference_example().proposals.set([proposal])
    with django_assert_max_num_queries(3):
        client.get(LIST)
