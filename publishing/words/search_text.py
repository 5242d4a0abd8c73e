"""French words reduced to what matters in a search: no accent, no capital, no plural, no article."""

import re
import unicodedata

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("french")
# The plurals in -x that the stemmer leaves as they are.
_SINGULARS = {
    "travaux": "travail",
    "vitraux": "vitrail",
    "baux": "bail",
    "yeux": "oeil",
    "jeux": "jeu",
    "lieux": "lieu",
}
_SINGULARS |= {
    "enjeux": "enjeu",
    "milieux": "milieu",
    "voeux": "voeu",
    "feux": "feu",
    "cheveux": "cheveu",
    "choux": "chou",
}
_SMALL_WORDS = {"l", "d", "s", "n", "j", "m", "t", "c", "qu", "le", "la", "les", "un", "une", "des", "du", "de", "a"}
_SMALL_WORDS |= {"au", "aux", "et", "en", "dans", "sur", "pour", "par"}


def normalise(text: str) -> str:
    """«Équipements sportifs» → «equip sport»: the same words typed otherwise give the same text."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    return [_stem(word) for word in _plain_words(text)]


def matches(query: str, text: str) -> bool:
    """Every word of the query is in the text, or begins one of its words; an empty query matches nothing."""
    asked = _plain_words(query)
    wanted = [word for word in asked if word not in _SMALL_WORDS] or asked
    found = _plain_words(text)
    stems = {_stem(word) for word in found}
    return bool(wanted) and all(_stem(word) in stems or any(f.startswith(word) for f in found) for word in wanted)


def _plain_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("œ", "oe").replace("æ", "ae")
    return re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def _stem(word: str) -> str:
    return _STEMMER.stemWord(_SINGULARS.get(word, word))
