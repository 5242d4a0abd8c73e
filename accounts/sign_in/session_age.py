"""A session ends seven days after the password was typed, however busy it is, and after twelve hours without a page."""

import time

from django.conf import settings
from django.contrib.auth import logout

OLDEST = 7 * 24 * 3600
NOTED_EVERY = 3600


def begin(session) -> None:
    session["entered_at"] = session["seen_at"] = int(time.time())


class SessionAge:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = time.time()
            if now - request.session.get("entered_at", now) > OLDEST:
                logout(request)
            elif now - request.session.get("seen_at", now) > NOTED_EVERY:
                request.session["seen_at"] = int(now)
        return self.get_response(request)
