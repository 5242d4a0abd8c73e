"""How long things are kept, in the words of a page, from the constants that the nightly erasing obeys."""

import importlib

from django import template

register = template.Library()


@register.simple_tag
def kept(room: str, name: str) -> str:
    """`{% kept "members" "CANDIDACIES" %}`: «12 mois après notre réponse»."""
    return getattr(importlib.import_module(f"{room}.retention"), name).duration
