"""Nothing is noted where a resident sends something, nor where an address carries a secret:
every address is looked at.
"""

import re

import pytest
from django.conf import settings

from clos_portal.requests.private_addresses import PLACES, is_private
from tests.routes import every_route

pytestmark = pytest.mark.django_db
# A parameter of one of these names opens something to who holds it; so does any free text that is not one of the
# others.
SECRET_NAMES = {"token", "uidb64", "signed", "signature", "secret", "link"}
NO_SECRET = {
    "size": "the paper of a poster",
    "key": "the public name of a photo that a page shows",
    "path": "the public name of a file",
    "object_id": "a row of the back office",
    "kind": "a kind of row of the back office",
    "content_type_id": "the same, as Django calls it",
    "extension": "the kind of a file",
    "url": "what no page of the back office serves",
    "app_label": "a room",
}
FREE_TEXT = {"StringConverter", "PathConverter"}
PUBLIC_FORMS = [route for route in every_route() if not route.is_admin and route.is_form]
THANKS = [route for route in every_route() if re.search(r"_(thanks|removed|sent|done)$", route.pattern.name or "")]


def carries_a_secret(route):
    names = {name for name, kind in route.parameters.items() if kind in FREE_TEXT and name not in NO_SECRET}
    return bool(names | SECRET_NAMES & route.parameters.keys())


def words_of_nginx():
    """The order and the expressions of the map of deploy/nginx.conf."""
    text = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    [block] = re.findall(r'map "\$request_method \$uri" \$is_logged \{(.*?)\n    \}', text, re.S)
    return re.findall(r'^\s*"(.*)" (\d);$', block, re.M)


def is_logged_by_nginx(method, path):
    """As nginx reads a map: an exact word first, then the first expression that matches, else the default, 0."""
    asked, rules = f"{method} {path}", words_of_nginx()
    exact = [answer for words, answer in rules if words == asked]
    matching = [answer for words, answer in rules if words.startswith("~") and re.search(words[1:], asked)]
    return [*exact, *matching, "0"][0] == "1"


def in_every_language(path):
    return [path, *(f"/{code}{path}" for code, _ in settings.LANGUAGES if code != "fr")]


def test_the_forms_of_the_portal_are_found():
    names = {route.pattern.name for route in PUBLIC_FORMS}
    assert names >= {"contact_create", "candidacy_create", "survey_answer", "idea_create", "round_vote", "photo_remove"}
    assert not names & {"home", "contact_thanks", "meeting_list", "health", "media_file"}


@pytest.mark.parametrize("route", PUBLIC_FORMS, ids=lambda route: route.words)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_no_form_is_noted_neither_read_nor_sent(route, method):
    for path in in_every_language(route.path):
        assert is_private(method, path), (
            "add its place to clos_portal/requests/private_addresses.py and to deploy/nginx.conf"
        )
        assert not is_logged_by_nginx(method, path)


@pytest.mark.parametrize("route", [route for route in THANKS if not route.is_admin], ids=lambda route: route.words)
def test_no_page_of_thanks_is_noted(route):
    assert is_private("GET", route.path) and not is_logged_by_nginx("GET", route.path)


@pytest.mark.parametrize(
    "route", [route for route in every_route() if carries_a_secret(route)], ids=lambda route: route.words
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_that_carries_a_secret_is_noted(route, method):
    words = re.sub(r"<[^>]+>", "exemple", f"/{route.words}")
    assert is_private(method, words) and not is_logged_by_nginx(method, words)


def test_the_link_of_a_password_carries_a_secret():
    assert "password_choose" in {route.pattern.name for route in every_route() if carries_a_secret(route)}


@pytest.mark.parametrize(
    ("method", "path", "is_noted"),
    [
        ("GET", "/", True),
        ("GET", "/agenda/", True),
        ("GET", "/admin/", True),
        ("POST", "/admin/login/", True),
        ("POST", "/admin/surveys/paperbatch/3/saisir/", False),
        ("POST", "/agenda/", False),
        ("POST", "/nulle-part/", False),
        ("GET", "/wp-login.php", True),
        ("GET", "/sante/", True),
    ],
)
def test_what_is_only_read_is_noted_by_the_proxy(method, path, is_noted):
    assert is_logged_by_nginx(method, path) is is_noted


def test_the_proxy_and_the_portal_say_the_same_words():
    assert (f"~^[A-Z]+ {PLACES}", "0") in words_of_nginx()


def test_nobody_else_notes_anything():
    assert not re.search(r"^\s*log\b", (settings.BASE_DIR / "deploy" / "Caddyfile").read_text(), re.M)
    assert re.search(r"^accesslog = None$", (settings.BASE_DIR / "deploy" / "gunicorn.conf.py").read_text(), re.M)
