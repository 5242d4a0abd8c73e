"""A form that anybody may send: it needs no cookie and no account, what protects it is in the form (decision 0033)."""

import re
from functools import wraps

from django.core.exceptions import SuspiciousOperation
from django.http import UnreadablePostError
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from publishing.forms.public_form import TRAP
from publishing.pacing.pace import Pace

HIDDEN = re.compile(f"csrf|token|password|passe|{TRAP}|^code$|^first$|^seal$", re.IGNORECASE)
OURS = ("", "same-origin", "none")
LONG = 20
NEXT_WHILE = Pace("forms", most=1, seconds=600)  # the whiles of all the forms end at the same moment


def public_form(view):
    """GET shows the form, POST sends it, from a page of this site only.

    Kept by the browser («no-store» would not be): its own back button finds the page that was sent, its words and its
    number used once. A view that holds a secret adds `never_cache`.
    """

    @cache_control(private=True, max_age=0)
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and comes_from_elsewhere(request):
            return given_back(request, "403_elsewhere.html", 403)
        response = view(request, *args, **kwargs)
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", str(NEXT_WHILE.wait()))
        return response

    guarded.sends_once = True
    return guarded


def comes_from_elsewhere(request) -> bool:
    """The browser itself names another site; a browser that says nothing passes."""
    fetched, origin = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "")
    if origin in ("", "null"):
        return fetched not in OURS or (origin == "null" and not fetched)
    return fetched not in OURS or origin != f"{request.scheme}://{request.get_host()}"


def given_back(request, template, status, **context):
    """A page that could not take what was sent, and gives back every text of it."""
    response = render(request, template, {"texts": typed_texts(request)} | context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def typed_texts(request) -> list[str]:
    """What a person wrote, never a password nor what the page itself carried; single words together, last."""
    sent = [text for name, text in sent_pairs(request) if not HIDDEN.search(name) and any(map(str.isalpha, text))]
    words = [text for text in sent if not _is_sentence(text) and text != "on"]
    return [*filter(_is_sentence, sent), *filter(None, [", ".join(words)])]


def sent_pairs(request) -> list[tuple[str, str]]:
    try:
        return [(name, text) for name, texts in request.POST.lists() for text in texts]
    except (UnreadablePostError, SuspiciousOperation):
        return []


def _is_sentence(text: str) -> bool:
    return len(text) > LONG or "@" in text or any(sign.isspace() for sign in text.strip())
