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
    for kind, (rows, title, *texts) in _published().items():
        for row in rows:
            text = " · ".join(filter(None, (_plain(row, path) for path in texts)))
            yield Found(kind, _plain(row, title), text, row.get_absolute_url(), row)


def _published() -> dict[str, tuple]:
    """For each kind: its rows, then the paths of their title and of their texts."""
    meetings = Meeting.objects.published().select_related("place", "commission").newest_first()
    observations = Observation.objects.of_public_walks().with_stop().in_order()
    minutes = Minutes.objects.public().with_meeting().newest_first()
    events = Event.objects.published().with_place().newest_first()
    proposals = Proposal.objects.published().exclude(title="")
    return {
        "Proposition": (proposals, "title", "objective", "description", "finding"),
        "Vu ailleurs": (ReferenceExample.objects.published(), "title", "place", "description", "lesson"),
        "Réunion": (meetings, "title", "kind_in_words", "public_note", "place", "when.label"),
        "Vie du quartier": (events, "title", "lead", "text", "place", "when.label"),
        "Marche exploratoire": (Walk.objects.published().newest_first(), "title", "text", "when.label"),
        "Observation d’une marche": (observations, "heading", "text", "place"),
        "Compte rendu": (minutes, "meeting.title", "meeting.when.label", "body"),
        "Commission": (Commission.objects.published(), "name", "purpose"),
        "Tirage au sort": (Draw.objects.public(), "title", "seed_source", "cancel_reason"),
        "Action du Conseil": (Action.objects.published(), "title", "text"),
        "Partenaire": (Partner.objects.published(), "name", "text"),
        "Page": (Page.objects.published(), "title", "lead", "body"),
        "Mot expliqué": (GlossaryTerm.objects.published(), "term", "expansion", "definition"),
    }


def _plain(row: models.Model, path: str) -> str:
    value = row
    for name in path.split("."):
        value = getattr(value, name)
    return _as_read(str(value)) if value else ""


def _as_read(text: str) -> str:
    """Rich text as it looks on the page: blocks apart, no tag, no entity."""
    plain = html.unescape(strip_tags(END_OF_BLOCK.sub(r" \g<0>", text)))
    return re.sub(r"[ \r\n\t]+", " ", plain).strip()
