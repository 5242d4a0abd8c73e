from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings

from accounts.sign_in import attempts
from publishing.pacing.visitor_address import visitor_address


class SignInHandler(AxesDatabaseHandler):
    """The journal of django-axes, with the exact counts of `accounts.sign_in.attempts`."""

    def is_locked(self, request, credentials=None):
        return not attempts.begin(visitor_address(request), _email(credentials))

    def get_failures(self, request, credentials=None):
        is_spent = attempts.is_spent(visitor_address(request), _email(credentials))
        return settings.AXES_FAILURE_LIMIT if is_spent else 0

    def user_logged_in(self, sender, request, user, **kwargs):
        super().user_logged_in(sender, request, user, **kwargs)
        attempts.welcome(visitor_address(request), user)


def _email(credentials):
    return (credentials.get(settings.AXES_USERNAME_FORM_FIELD) or "").lower()
