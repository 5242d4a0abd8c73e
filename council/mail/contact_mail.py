"""Tells the council by mail that a message is stored. A mail that fails loses nothing."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from council.models import ContactMessage, SiteIdentity

SECONDS_TO_WAIT = 2
TWO_TEXTS = "Un premier texte était arrivé de la même page, avec d’autres mots. Les deux sont dans l’administration."


def send(message: ContactMessage) -> bool:
    """One try, short: a visitor may be waiting for the receipt."""
    address = SiteIdentity.load().email
    if not address:
        message.not_mailed("Le Conseil n’a pas encore d’adresse e-mail publique.")
        return False
    try:
        compose(message, address).send()
    except Exception as error:  # smtplib and sockets raise many kinds of errors
        message.not_mailed(f"L’e-mail n’est pas parti ({type(error).__name__}).")
        return False
    message.mailed(timezone.now())
    return True


def compose(message: ContactMessage, address: str) -> EmailMessage:
    """No word typed by the visitor reaches a header, but the checked address to answer to."""
    return EmailMessage(
        subject=f"[Portail] {message.get_subject_display()}",
        body=body(message),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        reply_to=[message.email] if message.email else None,
        headers={"Message-ID": f"<{message.pk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"},
        connection=get_connection(timeout=SECONDS_TO_WAIT),
    )


def body(message: ContactMessage) -> str:
    known = [("Nom", message.name), ("E-mail", message.email), ("Téléphone", message.phone)]
    who = [f"{label}\u00a0: {value}" for label, value in known if value]
    before = ["", TWO_TEXTS] if message.was_sent_before else []
    return "\n".join(
        [
            *who,
            "",
            message.message,
            *before,
            "",
            f"Ce message est aussi dans l’administration\u00a0: {settings.SITE_URL}/admin/",
        ]
    )
