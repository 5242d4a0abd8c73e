"""Each form of the back office carries a number: whose page it is, and which. The same words sent twice from the same
page, by a second click or a reload, are done once; other words are another sending."""

import contextlib
import functools
import hashlib
import secrets
import time

from django.contrib import messages
from django.core import signing
from django.db import DatabaseError
from django.http import HttpResponseRedirect
from django.utils.crypto import salted_hmac

from accounts.models import Sending

FIELD = "_page_number"
NOT_WORDS = (FIELD, "csrfmiddlewaretoken")
SALT = "accounts.sent_once"
LONGEST = 30 * 24 * 3600  # a page left open; then it is sent like any page without a number
PATIENCE, STEP = 6, 0.1  # seconds


def page_number(user) -> str:
    return signing.dumps([user.pk, secrets.token_urlsafe(9)], salt=SALT)


def author(request) -> int | None:
    """The account for whom the page that was sent had been written: nobody else can make its number."""
    try:
        return signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=LONGEST)[0]
    except signing.BadSignature:
        return None


def sent_once(view, still_running):
    """`still_running(request)` answers the second click when the first has not ended after some seconds."""

    @functools.wraps(view)
    def run(request, *args, **kwargs):
        if request.method != "POST" or author(request) != request.user.pk:
            return view(request, *args, **kwargs)
        key = _key(request)
        if not Sending.objects.get_or_create(key=key)[1] and (where := _end_of(key)) is not None:
            return _once(request, where) if where else still_running(request)
        return _done(key, functools.partial(view, request, *args, **kwargs))

    return run


def _done(key, view):
    """Only a sending that led to another page is remembered: a form with a mistake is sent again as often as needed."""
    response = None
    try:
        response = view()
    finally:
        where = response["Location"] if response is not None and response.status_code == 302 else ""
        with contextlib.suppress(DatabaseError):
            sending = Sending.objects.filter(key=key)
            sending.update(led_to=where) if where else sending.delete()
    return response


def _end_of(key) -> str | None:
    """Where the first click led; None when it led nowhere, "" while nobody knows."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        where = Sending.objects.filter(key=key).values_list("led_to", flat=True).first()
        if where != "":
            return where
        time.sleep(STEP)
    return ""


def _once(request, where):
    messages.info(request, "Cette page était déjà envoyée\u00a0: cela n’a été fait qu’une fois.")
    return HttpResponseRedirect(where)


def _key(request) -> str:
    said = hashlib.sha256(repr([request.get_full_path(), request.POST[FIELD]]).encode())
    for name, values in sorted(request.POST.lists()):
        said.update(repr((name, values)).encode() if name not in NOT_WORDS else b"")
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            said.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                said.update(chunk)
            file.seek(0)
    return salted_hmac(SALT, said.hexdigest(), algorithm="sha256").hexdigest()
