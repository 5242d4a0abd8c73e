"""The draws for open data: what their pages publish, and no name."""

from django.utils import timezone

from members.models import Draw
from publishing.feeds.address import absolute
from publishing.sheets.dataset import EXAMPLE, Dataset, iso_day

SEPARATOR = " | "
TYPES = {
    **dict.fromkeys(("sieges", "suppleances", "tickets"), "integer"),
    **dict.fromkeys(("liste_close_le", "tirage_public_le"), "date"),
}


def _order(draw) -> str:
    return SEPARATOR.join(str(number) for number in draw.result or [])


def _state(draw) -> str:
    if draw.cancelled_at:
        return "annulé"
    return "tiré" if draw.drawn_at else "annoncé"


FIELDS = {
    "reference": ("La fin de l’adresse de la page.", "reference"),
    "titre": ("Le titre.", "title"),
    "college": ("Habitants, ou acteurs du quartier.", Draw.get_college_display),
    "sieges": ("Le nombre de sièges.", "seats"),
    "suppleances": ("Le nombre de suppléances.", "alternates"),
    "tickets": ("Le nombre de personnes de la liste. Personne n’est nommé.", lambda draw: len(draw.tickets.all())),
    "liste_close_le": ("Le jour (année-mois-jour).", lambda draw: iso_day(timezone.localdate(draw.closed_at))),
    "empreinte": ("L’empreinte SHA-256 de la liste close.", "fingerprint"),
    "tirage_public": ("Le tirage public annoncé, d’où vient le hasard.", "seed_source"),
    "tirage_public_le": ("Son jour (année-mois-jour).", lambda draw: iso_day(timezone.localdate(draw.seed_at))),
    "etat": ("Annoncé, tiré ou annulé.", _state),
    "resultat_public": ("Ce que le tirage public a donné, vide avant.", "seed"),
    "ordre": ("Les numéros des tickets, dans l’ordre du tirage, séparés par une barre. Vide avant.", _order),
    "raison_annulation": ("Pourquoi il est annulé, vide sinon.", "cancel_reason"),
    "adresse": (
        "La page du tirage, où chacun peut refaire le calcul.",
        lambda draw: absolute(draw.get_absolute_url()),
    ),
}
DRAWS = Dataset.of(
    lambda: Draw.objects.public().prefetch_related("tickets"),
    "tirages",
    "Les tirages au sort",
    FIELDS | EXAMPLE,
    types=TYPES,
)
