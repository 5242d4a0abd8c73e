"""Who is there, asked again before something grave: a stolen session must not become a stolen account.

The page asks in its own place, keeps what was typed, then goes on by itself; ten minutes later it asks again.
"""

import functools
import time

from django.contrib import admin
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.sign_in.forms import AgainForm

FRESH = 10 * 60
MOMENT = "identity_confirmed_at"
PREFIX = "identity"
ANSWER, GOES_ON = f"{PREFIX}-password", f"{PREFIX}-goes-on"


def confirm(session) -> None:
    session[MOMENT] = int(time.time())


def is_confirmed(session) -> bool:
    return 0 <= time.time() - session.get(MOMENT, float("-inf")) < FRESH


def confirms_identity(*methods: str):
    """For a view of the back office; with methods, only when it is asked by one of them."""

    def decorate(view):
        @functools.wraps(view)
        @sensitive_post_parameters()
        @never_cache
        def asking(request, *args, **kwargs):
            if methods and request.method not in methods:
                return view(request, *args, **kwargs)
            return _asked_again(request) or view(request, *args, **kwargs)

        return asking

    return decorate


def _asked_again(request):
    """The page that asks, or the way back to the page that was wanted; None when the view may go on."""
    is_answer = ANSWER in request.POST
    if not is_confirmed(request.session):
        form = AgainForm(request, request.POST if is_answer else None, prefix=PREFIX)
        if not form.is_valid():
            return _page(request, form)
        confirm(request.session)
    if is_answer and GOES_ON not in request.POST:
        return redirect(request.get_full_path())
    if is_answer:
        request.POST = _typed(request.POST)
    return None


def _page(request, form):
    is_spent, request.axes_locked_out = getattr(request, "axes_locked_out", False), False
    context = {
        "title": "C’est bien vous ?",
        "form": form,
        "is_spent": is_spent,
        "typed": [(name, value) for name, values in _typed(request.POST).lists() for value in values],
        "goes_on": GOES_ON
        if request.method == "POST" and (ANSWER not in request.POST or GOES_ON in request.POST)
        else "",
    }
    return render(
        request, "accounts/identity.html", admin.site.each_context(request) | context, status=429 if is_spent else 200
    )


def _typed(post):
    typed = post.copy()
    for name in post:
        if name.startswith(f"{PREFIX}-") or name == "csrfmiddlewaretoken":
            del typed[name]
    return typed
