"""What a visitor may find: the published records of every room, as plain text."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.html import strip_tags

from council.models import Action, GlossaryTerm, Page, Partner
from events.models import Event
from meetings.models import Meeting, Minutes
from members.models import Commission, Draw
from proposals.models import Proposal, ReferenceExample
from publishing.words.search_text import matches
from walks.models import Observation, Walk

END_OF_BLOCK = re.compile(r"</(?:p|h[1-6]|li|blockquote|div)>|<br")


@dataclass(frozen=True)
class Found:
    kind: str
    title: str
    text: str
    url: str
    record: models.Model

    @property
    def is_example(self) -> bool:
        return getattr(self.record, "is_example", False)


def search(query: str) -> list[Found]:
    """Every word must be there; accents, capitals and plurals are forgiven. One database query a kind."""
    return [found for found in everything_published() if matches(query, f"{found.title} {found.text} {found.kind}")]


def everything_published() -> Iterator[Found]:
    yield from _found(
        "Proposition", Proposal.objects.published().exclude(title=""), "title", "objective", "description", "finding"
    )
    yield from _found("Vu ailleurs", ReferenceExample.objects.published(), "title", "place", "description", "lesson")
    yield from _found(
        "Réunion",
        Meeting.objects.published().select_related("place", "commission").newest_first(),
        "title",
        "kind_in_words",
        "public_note",
        "place",
        "when.label",
    )
    yield from _found(
        "Vie du quartier",
        Event.objects.published().with_place().newest_first(),
        "title",
        "lead",
        "text",
        "place",
        "when.label",
    )
    yield from _found("Marche exploratoire", Walk.objects.published().newest_first(), "title", "text", "when.label")
    yield from _found(
        "Observation d’une marche",
        Observation.objects.of_public_walks().with_stop().in_order(),
        "heading",
        "text",
        "place",
    )
    yield from _found(
        "Compte rendu",
        Minutes.objects.public().with_meeting().newest_first(),
        "meeting.title",
        "meeting.when.label",
        "body",
    )
    yield from _found("Commission", Commission.objects.published(), "name", "purpose")
    yield from _found("Tirage au sort", Draw.objects.public(), "title", "seed_source", "cancel_reason")
    yield from _found("Action du Conseil", Action.objects.published(), "title", "text")
    yield from _found("Partenaire", Partner.objects.published(), "name", "text")
    yield from _found("Page", Page.objects.published(), "title", "lead", "body")
    yield from _found("Mot expliqué", GlossaryTerm.objects.published(), "term", "expansion", "definition")


def _found(kind: str, rows: models.QuerySet, title: str, *texts: str) -> Iterator[Found]:
    for row in rows:
        text = " · ".join(filter(None, (_plain(row, path) for path in texts)))
        yield Found(kind, _plain(row, title), text, row.get_absolute_url(), row)


def _plain(row: models.Model, path: str) -> str:
    value = row
    for name in path.split("."):
        value = getattr(value, name)
    return _as_read(str(value)) if value else ""


def _as_read(text: str) -> str:
    """Rich text as it looks on the page: blocks apart, no tag, no entity."""
    plain = html.unescape(strip_tags(END_OF_BLOCK.sub(r" \g<0>", text)))
    return re.sub(r"[ \r\n\t]+", " ", plain).strip()
