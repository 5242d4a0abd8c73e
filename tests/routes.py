"""Every address of the portal, as the map of URLs declares it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

SAMPLES = {"SlugConverter": "exemple", "IntConverter": 1, "UUIDConverter": uuid.UUID(int=7), "StringConverter": "a4"}
SAMPLES |= {"PaperSize": "a4", "HandbillSize": "a4"}
READ_FROM_PATH = "PathConverter"


@dataclass(frozen=True)
class Route:
    pattern: URLPattern
    parents: tuple[str, ...]

    @property
    def words(self) -> str:
        """As it is written in the map."""
        return "".join([*self.parents, str(self.pattern.pattern)])

    @property
    def is_admin(self) -> bool:
        return self.words.startswith("admin/")

    @property
    def parameters(self) -> dict[str, str]:
        """Each name, with the kind of its converter; «regex» for an expression."""
        own = self.pattern.pattern
        if isinstance(own, RoutePattern):
            return {name: type(converter).__name__ for name, converter in own.converters.items()}
        return dict.fromkeys(own.regex.groupindex, "regex")

    @property
    def path(self) -> str:
        """One address that it serves."""
        words = self.words
        for name, kind in self.parameters.items():
            assert kind in SAMPLES, f"{words}: an address with a form or a secret has a plain route"
            words = words.replace(f"<{kind_name(kind)}{name}>", str(SAMPLES[kind]))
        return f"/{words}"

    @property
    def is_form(self) -> bool:
        """Whether its view takes what somebody sends; a view that reads only says 405 before anything else."""
        request = RequestFactory().post("/", {})
        try:
            response = self.pattern.callback(request, **dict.fromkeys(self.parameters, "exemple"))
        except Exception:
            return True
        return not isinstance(response, HttpResponseBase) or response.status_code != 405


def kind_name(kind: str) -> str:
    names = {"SlugConverter": "slug:", "IntConverter": "int:", "UUIDConverter": "uuid:", "StringConverter": "str:"}
    return (names | {"PaperSize": "paper:", "HandbillSize": "handbill:"})[kind]


def every_route() -> list[Route]:
    return list(_walk(get_resolver(), ()))


def _walk(resolver: URLResolver, parents: tuple[str, ...]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            own = "" if isinstance(pattern.pattern, LocalePrefixPattern) else str(pattern.pattern)
            yield from _walk(pattern, (*parents, own))
        else:
            yield Route(pattern, parents)
