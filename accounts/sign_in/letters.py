"""Letters about an account: stored, sent at once, tried again each night, gone once sent."""

import datetime
import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Letter, User
from accounts.sign_in.password_link import password_link

logger = logging.getLogger(__name__)
KEPT = datetime.timedelta(days=30)
LINK_KEPT = datetime.timedelta(days=1)


def tell(user: User, subject: str, address: str = "") -> None:
    """Tells its owner what has just changed in the account, at the address it had until then."""
    letter = Letter.objects.create(user=user, address=address or user.email, subject=subject)
    transaction.on_commit(lambda: send(letter))


def send_reset(email: str) -> None:
    """A link to choose a new password, if somebody may enter with this address."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is not None:
        subject = "Choisir un nouveau mot de passe"
        send(Letter.objects.create(user=user, address=user.email, subject=subject, has_link=True))


def send(letter: Letter) -> bool:
    """Whatever the mail server does, the page answers."""
    try:
        send_mail(letter.subject, _body(letter), settings.DEFAULT_FROM_EMAIL, [letter.address])
    except Exception:
        logger.exception("Letter %s about account %s could not be mailed.", letter.pk, letter.user_id)
        return False
    if letter.has_link:
        User.objects.filter(pk=letter.user_id).update(link_sent_at=timezone.now())
    letter.delete()
    return True


def send_waiting() -> list[bool]:
    """For each that waited, whether it has left."""
    return [send(letter) for letter in Letter.objects.select_related("user")]


def out_of_date(now: datetime.datetime):
    """A link that comes a day late would only frighten."""
    links = Letter.objects.filter(has_link=True, created_at__lt=now - LINK_KEPT)
    return links | Letter.objects.filter(has_link=False, created_at__lt=now - KEPT)


def _body(letter: Letter) -> str:
    words = {"user": letter.user, "subject": letter.subject, "site_url": settings.SITE_URL}
    if not letter.has_link:
        return render_to_string("accounts/change_email.txt", words)
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    return render_to_string("accounts/reset_email.txt", words | {"link": password_link(letter.user), "days": days})
