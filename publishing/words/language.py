"""The languages of the resident's path. The language lives in the address («/ar/…»), in no cookie and no session."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLResolver
from django.urls.resolvers import RoutePattern

FRENCH = settings.LANGUAGE_CODE
TRANSLATED = [(code, name) for code, name in settings.LANGUAGES if code != FRENCH]


def in_every_language(*patterns) -> URLResolver:
    """Django's `i18n_patterns`, for some of the pages of a room: French keeps its plain address."""
    return URLResolver(RoutePattern(""), i18n_patterns(*patterns, prefix_default_language=False))
