"""The posters of a published survey, with the words of the council and the invitation of the front door."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from django.core.cache import cache
from django.urls import reverse

from council.models import SiteIdentity
from publishing.dates.written_day import written_day
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf
from publishing.paper.qr_code import qr_svg
from surveys.figures.poster import Poster, fitted, posters_of

KEPT = 24 * 3600


@dataclass(frozen=True)
class Sheet:
    """A poster and what stands around its figures."""

    poster: Poster
    follow_up: str
    address: str
    path: str


def sheets_of(survey, number=None) -> list[Sheet]:
    """From the frozen results alone: never from the answers."""
    notes = {note.number: note for note in survey.poster_notes.all()}
    return [_sheet(survey, p, notes.get(p.number)) for p in posters_of(survey.published_results.results, number)]


def _sheet(survey, poster, note):
    poster = replace(poster, base=f"{poster.base} {survey.answering_days}".strip())
    path = reverse("posters:poster_short", args=[survey.pk, poster.number])
    if note and note.short_text:
        poster = replace(poster, question=note.short_text)
    return Sheet(poster, note.follow_up if note else "", short(path), path)


def poster_pdf(survey, sheets, *, size, invitation="") -> bytes:
    """The same posters are laid out once a day, however often they are asked for."""
    data = {
        "size": size,
        "is_example": survey.is_example,
        "email": SiteIdentity.load().email,
        "invitation": invitation,
        "day": written_day(survey.published_on),
        "sheets": [
            asdict(replace(sheet, poster=fitted(sheet.poster))) | {"qr": qr_svg(absolute(sheet.path))}
            for sheet in sheets
        ],
    }
    title = f"Affichettes\u00a0: {survey.title}" if len(sheets) > 1 else sheets[0].poster.question
    key = "poster-" + hashlib.sha256(json.dumps([title, data]).encode()).hexdigest()
    return cache.get_or_set(key, lambda: make_pdf("surveys/posters.typ", data, title=title), KEPT)
