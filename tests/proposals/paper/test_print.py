"""Sheets, posters, dossier, card and feed: tagged, complete, and never a word that is not public."""

import io
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from proposals.models import Passage, Proposal
from proposals.paper.print_views import LARGE
from proposals.rules.status import Status
from publishing.dates.imprecise_date import ImpreciseDate
from publishing.publishable import Publication
from tests.portal import load_real
from tests.proposals.make import make_chapter, make_commission, make_passage, make_proposal, words
from tests.proposals.make_idea import A_DAY

pytestmark = pytest.mark.django_db
DOSSIER = "/propositions/dossier.pdf"
FEED = "/propositions/nouvelles.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
FILES = ["fiche.pdf", "affiche.pdf", "affiche.pdf?format=a3", "carte.png"]


def read(client, address):
    reader = PdfReader(io.BytesIO(client.get(address).content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def entries(client):
    return ElementTree.fromstring(client.get(FEED).content).findall(f"{ATOM}entry")  # noqa: S314  our own bytes


def add_milestone(proposal, **fields):
    defaults = {"title": "Le banc est posé", "state": "done", "starts_on": A_DAY, "publication": Publication.PUBLISHED}
    return proposal.milestones.create(**defaults | fields)


def test_the_sheet_says_what_the_page_says(client):
    proposal = make_proposal(Status.REJECTED, finding="Il fait trop chaud.", chapter=make_chapter(name="Équipements"))
    proposal.commissions.set([make_commission(name="Commission des arbres")])
    reader, text = read(client, f"{proposal.get_absolute_url()}fiche.pdf")
    for said in [proposal.title, "Rejetée", "Une raison claire.", "Il fait trop chaud.", "Équipements", "28 juin 2018"]:
        assert said in text
    assert "Commission des arbres" in text and "à compléter" in text and len(reader.pages) == 1


@pytest.mark.parametrize("file", ["fiche.pdf", "affiche.pdf"])
def test_a_printed_file_is_tagged_titled_and_french(client, file):
    reader, _ = read(client, f"{make_proposal(Status.VALIDATED).get_absolute_url()}{file}")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "fr" and reader.metadata.title.startswith("Proposition")


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("a3", 842)])
def test_the_poster_comes_in_two_sizes_on_one_page(client, size, width):
    reader, text = read(client, f"{make_proposal(Status.VALIDATED).get_absolute_url()}affiche.pdf?format={size}")
    assert len(reader.pages) == 1 and round(reader.pages[0].mediabox.width) == width and "Où en est-on" in text


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_poster_stays_on_one_page_however_much_there_is_to_say(client, size):
    proposal = make_proposal(title="Un très long titre " * 10, is_shared=True, shared_on="2018-06-01")
    proposal.decide(Status.VALIDATED, **words(reason="Une très longue raison. " * 60))
    for _ in range(6):
        add_milestone(proposal, title="Une étape au nom interminable " * 5)
    reader, text = read(client, f"{proposal.get_absolute_url()}affiche.pdf?format={size}")
    assert len(reader.pages) == 1 and "Pour en savoir plus" in text and "Mise en place" in text


def test_a_poster_of_an_unknown_size_is_a_404(client):
    assert client.get(f"{make_proposal().get_absolute_url()}affiche.pdf?format=a0").status_code == 404


def test_a_page_without_a_card_names_that_of_the_site(client):
    page = client.get(make_proposal(title="").get_absolute_url()).text
    assert 'og:image" content="http://127.0.0.1:8000/static/img/social-card.png"' in page


def test_the_card_has_the_size_that_networks_expect_and_the_page_names_it(client):
    proposal = make_proposal(Status.VALIDATED)
    page = client.get(proposal.get_absolute_url()).text
    assert f'og:image" content="http://127.0.0.1:8000{proposal.get_absolute_url()}carte.png"' in page
    picture = client.get(f"{proposal.get_absolute_url()}carte.png")
    assert picture["Content-Type"] == "image/png" and Image.open(io.BytesIO(picture.content)).size == (1200, 630)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN, Publication.SCHEDULED])
def test_what_is_not_public_has_no_file(client, file, publication):
    proposal = make_proposal(publication=publication, publish_from="2999-01-01 00:00Z")
    assert client.get(proposal.get_absolute_url() + file).status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_a_proposal_without_a_title_or_a_number_too_large_has_no_file(client, file):
    assert client.get(make_proposal(title="").get_absolute_url() + file).status_code == 404
    assert client.get(f"/propositions/{2**40}/{file}").status_code == 404


def test_an_unpublished_decision_is_in_no_file(client):
    proposal = make_proposal(Status.UNDER_REVIEW)
    card = client.get(f"{proposal.get_absolute_url()}carte.png")["ETag"]
    proposal.decide(Status.REJECTED, **words(reason="Zanzibar"), publish=False)
    for address in [f"{proposal.get_absolute_url()}fiche.pdf", f"{proposal.get_absolute_url()}affiche.pdf", DOSSIER]:
        assert "Zanzibar" not in (text := read(client, address)[1]) and "Rejetée" not in text
    assert client.get(f"{proposal.get_absolute_url()}carte.png")["ETag"] == card
    assert "Zanzibar" not in client.get(FEED).text


@pytest.mark.parametrize("file", FILES)
def test_who_has_a_file_gets_a_304_until_it_changes(client, file):
    proposal = make_proposal(Status.UNDER_REVIEW)
    address = proposal.get_absolute_url() + file
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    proposal.decide(Status.REJECTED, **words(reason="Autre chose."))
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_the_dossier_of_the_real_content_counts_the_unnamed_in_one_line(client):
    load_real(A_DAY)
    reader, text = read(client, DOSSIER)
    titles = Proposal.objects.exclude(title="").values_list("title", flat=True)
    assert all(title in text for title in titles) and len(titles) == 5
    assert "18 propositions : titres à compléter" in text.replace("\u00a0", " ") and "état à l’été 2018" in text
    assert "Sommaire" in text and "Crédits" in text and "Exemples inventés" not in text


def test_each_fiche_has_its_page_and_the_contents_lead_to_it(client):
    proposals = [make_proposal(Status.VALIDATED) for _ in range(4)]
    reader, _ = read(client, DOSSIER)
    pages = [page.extract_text() for page in reader.pages]
    for proposal in proposals:
        assert [proposal.title in page for page in pages[3:]].count(True) == 1
    assert [item.title for item in reader.outline][-5:] == [*(p.title for p in proposals), "Crédits"]


def test_examples_come_at_the_end_marked_and_uncounted(client):
    make_proposal(Status.VALIDATED)
    make_proposal(is_example=True, title="Une invention")
    reader, text = read(client, DOSSIER)
    assert "Le Conseil suit 1 proposition" in text and "ne comptent pas parmi les 1" in text
    invented = next(page.extract_text() for page in reader.pages[4:] if "Une invention" in page.extract_text())
    assert "exemple" in invented


def test_the_dossier_is_tagged_and_makes_nothing_of_what_people_type(client):
    make_proposal(
        Status.VALIDATED, title='#import "/etc/passwd" $x$ *gras* <b>', finding="ligne\n\n= titre\n#pagebreak()"
    )
    reader, text = read(client, DOSSIER)
    assert '#import "/etc/passwd" $x$ *gras* <b>' in text and reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_an_empty_dossier_says_so(client):
    assert "Aucune proposition n’est encore publiée." in read(client, DOSSIER)[1]
    assert "Aucune proposition" in client.get("/propositions/dossier/").text


def test_a_large_dossier_goes_through_a_page_that_says_how_long_it_takes(client):
    Proposal.objects.bulk_create(
        Proposal(number=number, title=f"Idée {number}", publication=Publication.PUBLISHED)
        for number in range(1, LARGE + 1)
    )
    page = client.get(DOSSIER, follow=True).text
    assert f"{LARGE} fiches" in page and "<progress" in page and f'content="0; url={DOSSIER}?pret=oui"' in page
    assert client.get(f"{DOSSIER}?pret=oui")["Content-Type"] == "application/pdf"


def test_a_small_dossier_opens_at_once_and_examples_are_not_counted(client):
    make_proposal()
    make_proposal(is_example=True)
    assert "1 fiche," in client.get("/propositions/dossier/").text
    assert f'href="{DOSSIER}"' in client.get("/propositions/dossier/").text


@pytest.mark.parametrize("count", [1, 50])
def test_the_dossier_and_the_feed_cost_the_same_whatever_their_length(client, django_assert_max_num_queries, count):
    for _ in range(count):
        make_proposal(Status.VALIDATED)
    make_passage(subject=Passage.Subject.DELIVERY)
    with django_assert_max_num_queries(6):
        client.get(DOSSIER)
    with django_assert_max_num_queries(2):
        client.get(FEED)


def test_the_feed_says_each_published_decision_once_under_an_address_that_stays(client):
    proposal = make_proposal(Status.UNDER_REVIEW)
    [first] = entries(client)
    proposal.decide(Status.REJECTED, **words(reason="Trop cher."))
    newest, oldest = entries(client)
    assert oldest.find(f"{ATOM}id").text == first.find(f"{ATOM}id").text
    assert "Rejetée" in newest.find(f"{ATOM}title").text and "Trop cher." in newest.find(f"{ATOM}summary").text


def test_the_feed_marks_what_is_invented_and_leaves_out_what_is_not_public(client):
    make_proposal(Status.VALIDATED, is_example=True)
    make_proposal(Status.VALIDATED, publication=Publication.DRAFT, title="Zanzibar")
    [entry] = entries(client)
    assert "exemple inventé" in entry.find(f"{ATOM}title").text and "Zanzibar" not in client.get(FEED).text


def test_a_decision_of_the_old_document_without_a_day_is_not_news(client):
    proposal = make_proposal(Status.VALIDATED)
    proposal.decisions.update(recorded_on=None, precision="unknown", starts_on=None)
    assert proposal.decisions.get().when == ImpreciseDate("unknown") and not entries(client)


def test_the_steps_of_the_carrying_out_are_printed_and_are_news(client):
    proposal = make_proposal(Status.VALIDATED)
    add_milestone(proposal, proof_title="Le compte rendu du chantier")
    for file in ["fiche.pdf", "affiche.pdf"]:
        assert "Le banc est posé" in read(client, proposal.get_absolute_url() + file)[1]
    assert "Le compte rendu du chantier" in read(client, DOSSIER)[1]
    assert "Étape faite" in client.get(FEED).text and "Le banc est posé" in client.get(FEED).text


def test_a_step_that_is_not_public_is_in_no_file(client):
    draft = make_proposal(Status.VALIDATED, publication=Publication.DRAFT)
    shown = make_proposal(Status.VALIDATED)
    add_milestone(draft, title="Zanzibar")
    add_milestone(shown, title="Zanzibar", publication=Publication.DRAFT)
    for address in [f"{shown.get_absolute_url()}fiche.pdf", f"{shown.get_absolute_url()}affiche.pdf", DOSSIER]:
        assert "Zanzibar" not in read(client, address)[1]
    assert "Zanzibar" not in client.get(FEED).text + client.get("/donnees-ouvertes/etapes.csv").text


def test_a_moved_step_is_news_again(client):
    milestone = add_milestone(make_proposal(Status.VALIDATED), state="planned")
    before = {entry.find(f"{ATOM}id").text for entry in entries(client)}
    milestone.move(ImpreciseDate("day", A_DAY), "Il pleut.")
    after = {entry.find(f"{ATOM}id").text for entry in entries(client)}
    assert len(after - before) == 1 and "Il pleut." in client.get(FEED).text
