"""What we say about the data of a candidacy, in the same words on the screen and on paper."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Promise:
    title: str
    sentence: str


def promises(recipient: str) -> list[Promise]:
    return [
        Promise(_("Qui les reçoit"), _("{name}, personne d’autre.").format(name=recipient)),
        Promise(_("Pourquoi"), _("pour vous répondre sur votre venue au Conseil.")),
        Promise(_("Obligatoires"), _("ce qui porte ce mot, et une adresse e-mail ou un téléphone.")),
        Promise(_("Durée"), _("jusqu’à notre réponse, puis 12 mois. Ensuite elles sont effacées.")),
        Promise(_("Vos droits"), _("les lire, les corriger, les effacer, reprendre votre accord.")),
        Promise(
            _("Un désaccord"),
            _("vous pouvez vous plaindre à la CNIL (Commission nationale de l’informatique et des libertés)."),
        ),
    ]
