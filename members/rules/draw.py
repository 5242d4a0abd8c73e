"""The random draw among candidates, which anyone can do again with the published page alone.

1. Each candidate has a ticket: a number, and a proof that hides the name. The proof is the SHA-256 of
   «number|name|code»; the code is given to that candidate only, who can so check that the number is really his.
2. The list is a text that also says how many seats there are and which public draw will give the seed, and when.
   Its SHA-256 is the fingerprint. It is published before that public draw takes place: nobody can choose afterwards.
3. The seed is what the public draw gave, written as announced.
4. For each ticket, the key is the SHA-256 of «fingerprint|seed|number». The tickets follow one another in the order
   of their keys, the smallest first. The first ones have the seats, the next ones are alternates, in that order.

Every text is in UTF-8, Unicode NFC; lines end with a line feed, except the last. SHA-256 is written in hexadecimal.
Test vectors: tests/members/rules/test_draw.py. Changing anything here changes results that people have already checked.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """What is fixed when the list is closed, in words."""

    title: str
    seats: int
    alternates: int
    seed_source: str
    seed_at: str
    closed_at: str


@dataclass(frozen=True)
class Drawn:
    """A ticket in its place: what was hashed, what came out, and what it gives."""

    place: int
    number: int
    text: str
    key: str
    is_seated: bool
    alternate_rank: int | None


def sha256(text: str) -> str:
    return hashlib.sha256(tidy(text).encode()).hexdigest()


def tidy(text: str) -> str:
    """One way to write a text: composed accents, nothing at either end."""
    return unicodedata.normalize("NFC", text).strip()


def one_line(text: str) -> str:
    """Names, seeds and sentences: single plain spaces."""
    return " ".join(tidy(text).split())


def proof(number: int, name: str, code: str) -> str:
    return sha256(f"{number}|{one_line(name)}|{code}")


def list_text(terms: Terms, proofs: Mapping[int, str]) -> str:
    """The closed list, as it is published."""
    head = [
        one_line(terms.title),
        f"Places : {terms.seats}",
        f"Suppléances : {terms.alternates}",
        f"Liste close : {one_line(terms.closed_at)}",
        f"Graine : {one_line(terms.seed_source)}",
        f"Moment de la graine : {one_line(terms.seed_at)}, ou le tirage suivant du même nom s’il n’a pas lieu",
    ]
    return "\n".join(head + [f"Ticket {number} : {proofs[number]}" for number in sorted(proofs)])


def draw(fingerprint: str, seed: str, numbers: Iterable[int], seats: int, alternates: int) -> list[Drawn]:
    """All the tickets, in the order of the draw."""
    texts = {number: f"{fingerprint}|{one_line(seed)}|{number}" for number in numbers}
    keys = {number: sha256(text) for number, text in texts.items()}
    order = sorted(texts, key=lambda number: (keys[number], number))
    return [
        Drawn(
            place,
            number,
            texts[number],
            keys[number],
            is_seated=place <= seats,
            alternate_rank=place - seats if seats < place <= seats + alternates else None,
        )
        for place, number in enumerate(order, start=1)
    ]


def program(text: str, seed: str) -> str:
    """The same in a few lines of Python, with the published list and seed in them: it prints the order."""
    return f"""import hashlib, re

def sha256(texte):
    return hashlib.sha256(texte.encode("utf-8")).hexdigest()

liste = {text!r}
graine = {seed!r}
empreinte = sha256(liste)
tickets = re.findall(r"^Ticket (\\d+) :", liste, re.M)
cles = sorted((sha256(f"{{empreinte}}|{{graine}}|{{ticket}}"), int(ticket)) for ticket in tickets)
print("empreinte", empreinte)
for place, (cle, ticket) in enumerate(cles, start=1):
    print("place", place, "ticket", ticket, cle)
"""
