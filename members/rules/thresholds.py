"""The numbers that the checks of the composition compare with, and the text that asks for each of them.

The law moves: the drawing of lots and the recognition by the State left it on 18 November 2024. So nothing here is a
constant: the back office may change every number and every reference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from django.conf import settings

from members.rules.college import College

LAW = "loi du 21 février 2014, article 7, texte de 2014"
FRAMEWORK = "cadre de référence des conseils citoyens, juin 2014"
OWN_AIM = f"objectif du {settings.COUNCIL.name}"
ADVICE = "questions et réponses de l’État, avril 2016"
LETTER = "circulaire du 2 février 2017"
OWN_RULE = f"règle du {settings.COUNCIL.name}"

REFERENCES = {
    "C1": LAW,
    "C2": OWN_AIM,
    "C3": FRAMEWORK,
    "C4": LAW,
    "C5": LETTER,
    "C6": ADVICE,
    "C7": ADVICE,
    "C8": FRAMEWORK,
    "C9": ADVICE,
    "C10": OWN_RULE,
    "C11": ADVICE,
    "C12": ADVICE,
    "C13": OWN_RULE,
    "C14": "règlement général sur la protection des données",
}


@dataclass(frozen=True)
class Thresholds:
    """An empty number (None) turns its check off."""

    tolerance: int = 1
    half_are_habitants: bool = True
    gender_gap: int | None = 1
    smallest: int | None = 15
    largest: int | None = 50
    notice_days: int = 90
    habitant_seats: int | None = None
    acteur_seats: int | None = None
    absences: int | None = None
    references: Mapping[str, str] = field(default_factory=dict)

    def reference(self, code: str) -> str:
        return self.references.get(code) or REFERENCES[code]

    def seats(self, college: str) -> int | None:
        return self.habitant_seats if college == College.HABITANT else self.acteur_seats


NAMES = [item.name for item in fields(Thresholds) if item.name != "references"]
DEFAULT = Thresholds()
