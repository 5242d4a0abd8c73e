"""The draws for open data: what their pages publish, and no name."""

from django.utils import timezone

from members.models import Draw
from publishing.feeds.address import absolute

SEPARATOR = " | "
DRAW_COLUMNS = {
    "reference": "La fin de l’adresse de la page.",
    "titre": "Le titre.",
    "college": "Habitants, ou acteurs du quartier.",
    "sieges": "Le nombre de sièges.",
    "suppleances": "Le nombre de suppléances.",
    "tickets": "Le nombre de personnes de la liste. Personne n’est nommé.",
    "liste_close_le": "Le jour (année-mois-jour).",
    "empreinte": "L’empreinte SHA-256 de la liste close.",
    "tirage_public": "Le tirage public annoncé, d’où vient le hasard.",
    "tirage_public_le": "Son jour (année-mois-jour).",
    "etat": "Annoncé, tiré ou annulé.",
    "resultat_public": "Ce que le tirage public a donné, vide avant.",
    "ordre": "Les numéros des tickets, dans l’ordre du tirage, séparés par une barre. Vide avant.",
    "raison_annulation": "Pourquoi il est annulé, vide sinon.",
    "adresse": "La page du tirage, où chacun peut refaire le calcul.",
}
DRAW_TYPES = {
    **dict.fromkeys(("sieges", "suppleances", "tickets"), "integer"),
    **dict.fromkeys(("liste_close_le", "tirage_public_le"), "date"),
}


def draw_rows() -> list[dict]:
    return [
        {
            "reference": draw.reference,
            "titre": draw.title,
            "college": draw.get_college_display(),
            "sieges": draw.seats,
            "suppleances": draw.alternates,
            "tickets": len(draw.tickets.all()),
            "liste_close_le": _day(draw.closed_at),
            "empreinte": draw.fingerprint,
            "tirage_public": draw.seed_source,
            "tirage_public_le": _day(draw.seed_at),
            "etat": _state(draw),
            "resultat_public": draw.seed,
            "ordre": SEPARATOR.join(str(number) for number in draw.result or []),
            "raison_annulation": draw.cancel_reason,
            "adresse": absolute(draw.get_absolute_url()),
            "exemple": "exemple" if draw.is_example else "",
        }
        for draw in Draw.objects.public().prefetch_related("tickets")
    ]


def _day(moment) -> str:
    return timezone.localdate(moment).isoformat()


def _state(draw) -> str:
    if draw.cancelled_at:
        return "annulé"
    return "tiré" if draw.drawn_at else "annoncé"
