"""Errors in the clothes of the site, without the database: it may be what is down."""

from django.http import HttpResponseNotAllowed
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.urls import reverse

from accounts.desk.writing_views import older_page
from publishing.forms.public_form_view import given_back, sent_pairs

SECONDS_TO_WAIT = 60


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """The back office keeps Django's protection; its page says which of its causes it was.
    Elsewhere, no form is there.
    """
    if not request.path.startswith(reverse("admin:index")):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if (page := older_page(request)) is not None:
        return page.render()
    is_elsewhere = reason.startswith(("Origin", "Referer"))
    cause = "cookie" if reason == REASON_NO_CSRF_COOKIE else "elsewhere" if is_elsewhere else "login"
    return given_back(request, "403_csrf.html", 403, cause=cause)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """What was sent may be stored or not: the answer of the database is lost. A public form is safe to send again."""
    pairs, match = sent_pairs(request), request.resolver_match
    again = pairs if getattr(match and match.func, "sends_once", False) else []
    response = given_back(request, "500.html", 500, again=again, was_sent=bool(pairs))
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return response
