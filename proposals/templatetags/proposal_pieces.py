"""Pieces of the list of proposals, each written once for the same values: their template is a function of its words."""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from proposals.rules.status import Status

register = template.Library()


class Card(NamedTuple):
    """All that a row of the list shows."""

    number: int
    title: str
    status: Status
    reason: str
    is_example: bool
    chapter: str
    is_chapter_inferred: bool
    commissions: tuple[str, ...]


@register.simple_tag
def proposal_row(row) -> str:
    p = row.proposal
    chapter, reason = p.chapter.name if p.chapter else "", p.public_reason or ""
    commissions = tuple(row.commissions.values())
    card = Card(p.number, str(p), p.status_choice, reason, p.is_example, chapter, p.is_chapter_inferred, commissions)
    return _row(card, get_language())


@register.simple_tag
def proposal_filter(choices) -> str:
    return _filter(tuple(choices), get_language())


@lru_cache(maxsize=1024)
def _row(card: Card, language: str) -> str:
    return render_to_string("proposals/_row.html", {"card": card})


@lru_cache(maxsize=256)
def _filter(choices: tuple, language: str) -> str:
    return render_to_string("proposals/_filter.html", {"choices": choices})
