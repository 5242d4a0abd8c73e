"""Words and names in the order of a French dictionary: accents, capitals and the particle «de» do not count."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from django.db.models import Func, TextField

ACCENTED = {"a": "àâäáãå", "c": "ç", "e": "éèêë", "i": "îïíì", "n": "ñ", "o": "ôöóòõ", "u": "ùûüú", "y": "ÿý"}
FROM = "".join(accented + accented.upper() for accented in ACCENTED.values())
TO = "".join(letter * 2 * len(accented) for letter, accented in ACCENTED.items())
PARTICLES = ["de ", "d’", "d'"]


def by_initial(terms: Iterable) -> list[tuple[str, list]]:
    """Pairs (letter, terms) in order; `terms` have a `term`."""
    ordered = sorted(terms, key=lambda item: plain(item.term))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda item: plain(item.term)[:1].upper())]


def name_key(name: str) -> str:
    """What a name is sorted by: «Élodie» with E, «de la Fontaine» with L, «d’Arc» with A."""
    key = plain(name)
    return next((key.removeprefix(particle) for particle in PARTICLES if key.startswith(particle)), key)


class Alphabetical(Func):
    """`name_key` of a column, to order by: the same order on both engines."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        connection.ensure_connection()
        connection.connection.create_function("name_key", 1, lambda name: name and name_key(name), deterministic=True)
        return self.as_sql(compiler, connection, function="name_key", **context)

    def as_postgresql(self, compiler, connection, **context):
        plain_letters = f"TRANSLATE(LOWER(REPLACE(REPLACE(%(expressions)s, 'œ', 'oe'), 'Œ', 'oe')), '{FROM}', '{TO}')"
        template = f"REGEXP_REPLACE({plain_letters}, '^(de |d’|d'')', '') COLLATE \"C\""
        return self.as_sql(compiler, connection, template=template, **context)


def plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
