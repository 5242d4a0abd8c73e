"""The addresses that we print or send: from SITE_URL alone, never from what a visitor's browser says."""

from django.conf import settings


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def short(path: str) -> str:
    """As people copy it from paper: «conseil.example/p/12»."""
    return absolute(path).split("://", 1)[-1].rstrip("/")
