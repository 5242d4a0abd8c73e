"""The filters and their counts; no database here."""

import itertools

import pytest
from django.http import QueryDict

from proposals.models import Chapter, Proposal
from proposals.register.register import Filters, Register

pytestmark = pytest.mark.once

MOBILITY, PLACES = (
    Chapter(pk=1, reference="mobilite", name="Mobilité"),
    Chapter(pk=2, reference="equipements", name="Équipements"),
)
LINKS = [("com", "Communication", 1), ("com", "Communication", 2), ("ani", "Animation", 2), ("eco", "Commerce", None)]


def proposal(number, title="", status="to_complete", chapter=None, is_example=False, **fields):
    made = Proposal(number=number, title=title, status=status, chapter=chapter, is_example=is_example, **fields)
    made.public_reason = ""
    return made


PROPOSALS = [
    proposal(1, "La création d’un équipement sportif", "validated", PLACES, delivery="under_way"),
    proposal(2, "Le jardin partagé", "validated"),
    proposal(3, "Des parkings clairs", "rejected", MOBILITY),
    proposal(4),
    proposal(5),
    proposal(901, "Exemple : un banc", "rejected", MOBILITY, is_example=True),
]


def register(query=""):
    return Register.of(Filters.of(QueryDict(query)), PROPOSALS, LINKS)


def everything_offered():
    """Every filter that a link of the first page, or of the pages behind it, leads to."""
    queries = itertools.product(
        *[
            [choice.address for choice in choices]
            for choices in (register().statuses, register().chapters, register().commissions)
        ],
        ["", "mots=un", "mots=PARKING"],
    )
    return ["&".join(filter(None, [part.removeprefix("?") for part in parts])) for parts in queries]


def test_every_count_equals_its_rows():
    for page in map(register, everything_offered()):
        for choice in [*page.statuses, *page.chapters, *page.commissions]:
            shown = register(choice.address.removeprefix("?"))
            assert (choice.count, choice.examples) == (len(shown.titled) + shown.untitled, len(shown.examples)), (
                choice.address
            )


def test_one_choice_of_each_kind_is_current():
    for page in map(register, everything_offered()):
        for choices in (page.statuses, page.chapters, page.commissions):
            assert sum(choice.is_current for choice in choices) == 1, page.filters


def test_a_status_without_any_proposal_stays_visible():
    counts = {choice.label: choice.count for choice in register().statuses}
    assert counts == {
        "Toutes": 5,
        "Validée": 2,
        "En analyse juridique et financière": 0,
        "Rejetée": 1,
        "À compléter": 2,
    }


def test_a_commission_without_any_proposal_stays_visible():
    counts = {choice.label: choice.count for choice in register().commissions}
    assert counts == {"Toutes": 5, "Communication": 2, "Animation": 1, "Commerce": 0, "À compléter": 3}


def test_an_unknown_chapter_is_a_filter_like_the_others():
    counts = {choice.label: choice.count for choice in register().chapters}
    assert counts == {"Tous": 5, "Mobilité": 1, "Équipements": 1, "À compléter": 3}


def test_the_delivery_is_a_filter_like_the_others():
    counts = {choice.label: choice.count for choice in register("statut=validee").deliveries}
    assert counts == {"Toutes": 2, "Non commencée": 0, "En cours": 1, "Réalisée": 0, "Abandonnée": 0, "À compléter": 1}
    assert [row.proposal.number for row in register("mise_en_place=en-cours").titled] == [1]


def test_every_count_of_delivery_equals_its_rows():
    for query in ("", "statut=validee", "mots=un", "chapitre=equipements"):
        for choice in register(query).deliveries:
            assert choice.count == register(choice.address.removeprefix("?")).found


@pytest.mark.parametrize(
    ("page", "first", "rows"), [("", 1, 50), ("2", 51, 50), ("3", 101, 20), ("4", 1, 50), ("x", 1, 50), ("²", 1, 50)]
)
def test_a_long_list_has_pages_and_loses_nothing(page, first, rows):
    many = [proposal(number, f"Titre {number}") for number in range(1, 121)]
    long = Register.of(Filters.of(QueryDict("statut=a-completer")), many, [], page)
    assert (long.shown[0].proposal.number, len(long.shown), long.found) == (first, rows, 120)


def test_the_next_page_keeps_the_filters():
    many = [proposal(number, f"Titre {number}") for number in range(1, 121)]
    long = Register.of(Filters.of(QueryDict("statut=a-completer")), many, [], "2")
    assert long.next_address == "?statut=a-completer&page=3"
    assert long.previous_address == "?statut=a-completer&page=1"


def test_examples_never_count_among_the_real_ones():
    page = register("statut=rejetee")
    assert (page.total, page.found, len(page.examples)) == (5, 1, 1)


@pytest.mark.parametrize(
    "mots", ["équipement", "EQUIPEMENTS", "les equipements", "l’équipement", "équip", "communication"]
)
def test_words_forgive_accents_plurals_and_articles(mots):
    assert 1 in [row.proposal.number for row in register(f"mots={mots}").titled]


def test_words_that_are_nowhere_find_nothing():
    assert register("mots=ascenseur").found == 0


@pytest.mark.parametrize("query", ["statut=inconnu", "chapitre=%00", "commission=<script>", "statut=validated"])
def test_an_unknown_filter_is_never_an_error(query):
    register(query).statuses  # noqa: B018


def test_the_address_of_a_filter_keeps_the_others():
    addresses = [choice.address for choice in register("chapitre=mobilite&mots=du+parking").statuses]
    assert "?statut=validee&chapitre=mobilite&mots=du+parking" in addresses
