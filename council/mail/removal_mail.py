"""Asks the council at once about a photo that did not leave by itself."""

from django.conf import settings

from council.mail.council_mail import tell_council

WORDS = """Quelqu’un demande le retrait d’une photo. Elle est encore sur le site\u00a0: trop de demandes sont venues du même
endroit aujourd’hui. Regardez celle-ci maintenant, et retirez la photo si la demande est juste\u00a0:
{address}
"""


def send(demand) -> None:
    page = f"{settings.SITE_URL}/admin/{demand._meta.app_label}/{demand._meta.model_name}/"
    tell_council("Une photo attend votre décision", WORDS.format(address=page))
