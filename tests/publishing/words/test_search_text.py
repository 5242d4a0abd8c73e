import pytest

from publishing.words.search_text import matches, normalise

pytestmark = pytest.mark.once

SAME = [
    ("équipement", "Équipements"),
    ("travail", "TRAVAUX"),
    ("jeu", "jeux"),
    ("lieux", "lieu"),
    ("vœux", "voeu"),
    ("journal", "journaux"),
    ("coût", "couts"),
    ("bureau", "bureaux"),
    ("œuvre", "oeuvres"),
    ("e\u0301cole", "écoles"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_word_written_otherwise_is_found(one, other):
    assert matches(one, other)
    assert matches(other, one)
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    "query", ["jardin", "jard", "le jardin", "jardins partagés", "partage jardin", "l’entrée", "d'entree"]
)
def test_every_word_of_the_query_must_be_there_or_begin_a_word(query):
    assert matches(query, "Un jardin partagé, à l’entrée du quartier")


@pytest.mark.parametrize("query", ["jardin fermé", "ardin", "", "   ", "?!", "jardinage urbain"])
def test_what_is_not_there_is_not_found(query):
    assert not matches(query, "Un jardin partagé")


def test_small_words_alone_are_looked_for_as_they_are():
    assert matches("sur", "Un banc sur la place")
    assert not matches("sur", "Un banc, une place")


def test_hostile_text_is_only_text():
    assert not matches("(.*)+$ %s {0}", "Un jardin")
    assert matches("<script>", "script")
