"""How long things are kept, in the words of a page, from the constants that the nightly erasing obeys."""

import importlib

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def kept(room: str, name: str) -> str:
    """`{% kept "members" "CANDIDACIES" %}`: «12 mois après notre réponse»."""
    return getattr(importlib.import_module(f"{room}.retention"), name).duration


@register.simple_tag
def archives_kept() -> str:
    """What the rotation keeps, and whether it can be read by who finds it."""
    kept = settings.BACKUPS_KEPT
    spans = [(kept["daily"], "jour"), (kept["weekly"], "semaine"), (kept["monthly"], "mois")]
    words = [f"une par {span} pendant {count} {span.removesuffix('s')}s" for count, span in spans if count]
    sealed = " Elles sont chiffrées\u00a0: la clé n’est pas sur le serveur." if settings.BACKUP_PUBLIC_KEY else ""
    return f"Nous gardons {', '.join(words)}.{sealed}"
