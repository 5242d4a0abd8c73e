"""Tells the council at once what cannot wait. A mail that fails loses nothing: the desk shows the same."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from council.mail.contact_mail import SECONDS_TO_WAIT
from council.models import SiteIdentity

logger = logging.getLogger(__name__)


def tell_council(subject: str, words: str) -> None:
    address = SiteIdentity.load().email
    mail = EmailMessage(
        subject=f"[Portail] {subject}",
        body=words,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        connection=get_connection(timeout=SECONDS_TO_WAIT),
    )
    try:
        mail.send() if address else None
    except Exception as error:  # smtplib and sockets raise many kinds of errors
        logger.warning("The council was not told: %s (%s).", subject, type(error).__name__)
