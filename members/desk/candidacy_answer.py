"""The words of an answer, ready to send, to read on the telephone or to print: the editor changes what he likes."""

from django.conf import settings

from members.models.candidacy import Candidacy, CandidacyStatus
from members.models.mandate import SeatKind

OPENING = f"Bonjour,\n\nVous avez écrit au {settings.COUNCIL.name} pour nous rejoindre. Merci."
CLOSING = (
    "Nous gardons votre demande 12 mois après cette réponse, puis nous l’effaçons. Vous pouvez la lire, la corriger "
    f"ou la faire effacer avant\u00a0: répondez-nous simplement.\n\nLe {settings.COUNCIL.name}"
)
BODIES = {
    CandidacyStatus.MET: "Voulez-vous venir au Conseil\u00a0? Répondez-nous, et nous vous expliquons.",
    CandidacyStatus.RECEIVED: "Nous avons bien reçu votre demande. Nous vous répondons bientôt.",
    CandidacyStatus.CONTACTED: "Comme convenu, nous gardons votre demande. Nous vous répondons bientôt.",
    CandidacyStatus.DECLINED: "Pour le moment, il n’y a pas de place pour vous au Conseil. Les séances plénières "
    "restent ouvertes\u00a0: venez nous voir. Les dates sont sur notre site.",
    CandidacyStatus.WITHDRAWN: "Vous avez choisi de ne pas continuer. Vous pourrez revenir quand vous voulez.",
}
ALTERNATE = (
    "Vous êtes sur la liste de suppléance, au rang {rank}. "
    "Si un membre part, nous vous appelons dans l’ordre de la liste."
)
FULL = "Vous êtes membre du Conseil. Bienvenue\u00a0! Les dates de nos réunions sont sur notre site."


def answer_to(candidacy: Candidacy) -> str:
    return "\n\n".join([OPENING, _body(candidacy), CLOSING])


def _body(candidacy: Candidacy) -> str:
    mandate = candidacy.mandate
    if mandate is None:
        return BODIES.get(candidacy.status, BODIES[CandidacyStatus.RECEIVED])
    is_alternate = mandate.seat_kind == SeatKind.ALTERNATE
    return ALTERNATE.format(rank=mandate.rank or "suivant") if is_alternate else FULL
