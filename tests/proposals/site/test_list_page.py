"""The list is written again as soon as anything it shows has changed, and only then."""

import pytest

from council.models import SiteIdentity
from members.models import Commission
from proposals.models import Chapter, Passage, Proposal
from publishing.publishable import Publication
from tests.portal import load_real
from tests.test_every_page import TODAY

pytestmark = pytest.mark.django_db
CHANGES = {
    "a title": lambda: Proposal.objects.filter(number=1).update(title="Zanzibar"),
    "a proposal withdrawn": lambda: Proposal.objects.filter(number=1).update(publication=Publication.WITHDRAWN),
    "a chapter": lambda: Chapter.objects.update(name="Zanzibar"),
    "a passage": lambda: Passage.objects.update(text="Zanzibar"),
    "a commission": lambda: Commission.objects.update(name="Zanzibar"),
    "the identity": lambda: SiteIdentity.objects.update(baseline="Zanzibar"),
    "the examples": lambda: SiteIdentity.objects.update(has_examples=True),
}


@pytest.fixture(autouse=True)
def _site(db):
    load_real(TODAY)


def page(client, query=""):
    return client.get(f"/propositions/{query}").content.decode()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_shows_at_the_next_visit(client, change):
    before = page(client)
    change()
    assert page(client) != before


def test_without_a_change_nothing_is_written_again(client, monkeypatch):
    before = page(client)
    monkeypatch.setattr("proposals.site.views.render_to_string", None)
    assert page(client) == before


def test_who_has_the_page_already_gets_304_until_something_changes(client):
    etag = client.get("/propositions/")["ETag"]
    assert client.get("/propositions/", headers={"if-none-match": etag}).status_code == 304
    Proposal.objects.filter(number=1).update(title="Zanzibar")
    assert client.get("/propositions/", headers={"if-none-match": etag}).status_code == 200


def test_two_filters_are_two_pages(client):
    assert page(client, "?statut=validee") != page(client, "?statut=rejetee")


def test_rows_become_the_same_proposals(django_assert_num_queries):
    proposals = Proposal.objects.select_related("chapter").with_reason().order_by("number")
    wanted = [(p.pk, p.title, str(p.chapter), p.public_reason, p.status) for p in proposals]
    rows = Proposal.objects.order_by("number").as_rows()
    with django_assert_num_queries(0):
        found = [(p.pk, p.title, str(p.chapter), p.public_reason, p.status) for p in Proposal.objects.of_rows(rows)]
    assert found == wanted
