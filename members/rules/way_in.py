"""The ways into the council, as a person says them: each has its own form, on the screen and on paper."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from members.rules.college import College

TO_ANSWER = _("Pour vous répondre\u00a0: une adresse e-mail ou un téléphone")


@dataclass(frozen=True)
class Way:
    """`name` is the address of its form."""

    name: str
    college: str
    message: str
    explanation: str

    @property
    def words(self) -> str:
        return settings.COUNCIL.in_words(self.message)


WAYS = {
    way.name: way
    for way in [
        Way("habitant", College.HABITANT, _("J’habite {in_district}"), _("Vous venez pour vous-même.")),
        Way(
            "acteur",
            College.ACTEUR,
            _("Je travaille ou j’agis {in_district}"),
            _("Vous venez pour un commerce, une association ou un service."),
        ),
        Way("autre", "", _("Je ne sais pas encore"), _("Écrivez-nous, nous en parlons ensemble.")),
    ]
}
