"""What the back office may do to minutes, in its words; the model decides."""

from meetings.desk.verb import Verb
from meetings.models.minutes import NEXT, Minutes, Stage


class MinutesVerb(Verb):
    def suits(self, record: Minutes) -> bool:
        return self.to in NEXT[record.stage] and (self.name == "retirer") == (record.stage == Stage.PUBLISHED)


VERBS = [
    MinutesVerb(
        "relire",
        "Il est relu",
        "Relu",
        "Compte rendu relu",
        "Une deuxième personne l’a lu. Il attend d’être adopté en réunion.",
        Stage.REREAD,
        Minutes.reread,
    ),
    MinutesVerb(
        "adopter",
        "Il est adopté",
        "Adopté",
        "Compte rendu adopté",
        "Dites à quelle réunion. Ensuite, le texte ne change plus.",
        Stage.ADOPTED,
        Minutes.adopt,
    ),
    MinutesVerb(
        "publier",
        "Le publier",
        "Publier",
        "Compte rendu publié",
        "Tout le monde pourra le lire. Vérifiez qu’aucun nom n’y est sans accord.",
        Stage.PUBLISHED,
        Minutes.publish,
    ),
    MinutesVerb(
        "retirer",
        "Le retirer du site",
        "Retirer",
        "Compte rendu retiré",
        "Il disparaît aussitôt du site. Il reste adopté.",
        Stage.ADOPTED,
        Minutes.withdraw,
    ),
    MinutesVerb(
        "reprendre",
        "Le corriger",
        "Corriger",
        "Compte rendu repris",
        "Il redevient un brouillon. Il faudra l’adopter de nouveau.",
        Stage.DRAFT,
        Minutes.reopen,
    ),
]
