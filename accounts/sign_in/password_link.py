"""The link with which a person chooses a password: it serves once, expires, and always names the site's own address."""

import logging

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User

logger = logging.getLogger(__name__)
BACKENDS_THAT_KEEP_THE_MESSAGE_HERE = ("console.EmailBackend", "dummy.EmailBackend", "filebased.EmailBackend")


def password_link(user: User) -> str:
    key = {"uidb64": urlsafe_base64_encode(force_bytes(user.pk)), "token": default_token_generator.make_token(user)}
    return settings.SITE_URL + reverse("admin:password_choose", kwargs=key)


def invite(user: User, host: User) -> str:
    """Sends the link. Gives it back, to hand over by hand, when the message surely did not leave; "" otherwise."""
    link = password_link(user)
    words = {"link": link, "user": user, "host": host}
    has_left = _send(user, f"Votre accès au site du {settings.COUNCIL.name}", "accounts/invitation_email.txt", words)
    return "" if has_left else link


def _send(user: User, subject: str, template: str, words: dict) -> bool:
    user.link_sent_at = timezone.now()
    user.save(update_fields=["link_sent_at"])
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    body = render_to_string(template, words | {"days": days, "site_url": settings.SITE_URL})
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])
    except Exception:  # whatever the mail server does, the page must answer
        logger.exception("A password link could not be mailed to account %s.", user.pk)
        return False
    return not settings.EMAIL_BACKEND.endswith(BACKENDS_THAT_KEEP_THE_MESSAGE_HERE)
