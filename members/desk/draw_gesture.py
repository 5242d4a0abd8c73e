"""What can be done to a draw, in order: close its list, make it, or cancel it while nobody can know the result."""

from dataclasses import dataclass

from members.desk.draw_forms import DrawCancelForm, DrawCloseForm, DrawGestureForm, DrawSeedForm


@dataclass(frozen=True)
class Gesture:
    name: str
    label: str
    explanation: str
    form: type[DrawGestureForm]
    done: str


CLOSE = Gesture(
    "fermer",
    "Fermer la liste et l’annoncer",
    "Chaque personne ci-dessous reçoit un ticket. La liste et son empreinte sont publiées tout de suite. Après, rien ne "
    "change\u00a0: ni la liste, ni le nombre de sièges, ni le tirage public annoncé. Le site garde tout.",
    DrawCloseForm,
    "La liste est close et publiée. Donnez maintenant à chaque personne son ticket et son code.",
)
DRAW = Gesture(
    "tirer",
    "Écrire le résultat du tirage public",
    "Le tirage public annoncé a eu lieu. Écrivez ce qu’il a donné\u00a0: le site calcule l’ordre des tickets, une seule fois.",
    DrawSeedForm,
    "Le tirage est fait. Ouvrez les candidatures retenues pour leur donner un siège.",
)
CANCEL = Gesture(
    "annuler",
    "Annuler ce tirage",
    "Seulement avant le tirage public. La page reste, avec votre raison. Vous pourrez préparer un autre tirage.",
    DrawCancelForm,
    "Le tirage est annulé. Sa page le dit.",
)
GESTURES = {gesture.name: gesture for gesture in (CLOSE, DRAW, CANCEL)}


def gestures_for(draw, now) -> list[Gesture]:
    if not draw.is_public:
        return [CLOSE]
    if not draw.is_waiting:
        return []
    return [DRAW] if now >= draw.seed_at else [CANCEL]
