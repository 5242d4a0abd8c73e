"""Asks the council at once about a photo that did not leave by itself. A mail that fails loses nothing: the desk shows it."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from council.contact_mail import SECONDS_TO_WAIT
from council.models import SiteIdentity

logger = logging.getLogger(__name__)
WORDS = """Quelqu’un demande le retrait d’une photo. Elle est encore sur le site\u00a0: trop de demandes sont venues du même
endroit aujourd’hui. Regardez celle-ci maintenant, et retirez la photo si la demande est juste\u00a0:
{address}
"""


def send(demand) -> None:
    address = SiteIdentity.load().email
    page = f"{settings.SITE_URL}/admin/{demand._meta.app_label}/{demand._meta.model_name}/"
    mail = EmailMessage(
        subject="[Portail] Une photo attend votre décision",
        body=WORDS.format(address=page),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        connection=get_connection(timeout=SECONDS_TO_WAIT),
    )
    try:
        mail.send() if address else None
    except Exception as error:  # smtplib and sockets raise many kinds of errors
        logger.warning("The council was not told of a photo that waits (%s).", type(error).__name__)
