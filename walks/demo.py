"""An invented walk: thirty observations in every status, the same at each loading,
and a second walk to compare with.
"""

import datetime

from walks.models import Observation, ResidentReport, Walk
from walks.rules.status import ANSWERS, ObservationStatus
from walks.rules.vocabulary import Body, Category, Moderation, ObservationKind, Size, Verdict

REFERENCE = "exemple-marche"
STOPS = [
    ("La place aux tilleuls", "rue d’exemple A", 48.4401, 1.4901),
    ("Le passage couvert", "rue d’exemple A", 48.4407, 1.4912),
    ("L’aire de jeux", "allée d’exemple B", 48.4412, 1.4925),
    ("Le parking bas", "rue d’exemple C", 48.4418, 1.4938),
    ("L’arrêt de bus", "rue d’exemple C", 48.4423, 1.495),
]
SEEN = [
    (ObservationKind.STRENGTH, Category.SOCIAL, "Les bancs à l’ombre servent beaucoup."),
    (ObservationKind.MALFUNCTION, Category.LIGHTING, "Un lampadaire ne s’allume plus."),
    (ObservationKind.MALFUNCTION, Category.CLEANLINESS, "Des sacs sont posés à côté des bacs."),
    (ObservationKind.QUESTION, Category.TRAFFIC, "Les voitures ont-elles le droit de se garer ici ?"),
    (ObservationKind.MALFUNCTION, Category.PAVEMENT, "Le trottoir est cassé."),
    (ObservationKind.IDEA, Category.GREEN, "On pourrait planter des arbres le long du chemin."),
]
COUNT = 30
ANSWER_DAYS = [20, 34, 45, 45, 60, 90]
WORDS = {
    ObservationStatus.ANSWERED: "Exemple de réponse : le service a regardé, et donne son avis.",
    ObservationStatus.PLANNED: "Exemple de réponse : les travaux sont prévus.",
    ObservationStatus.DONE: "Exemple de réponse : c’est réparé.",
    ObservationStatus.DROPPED: "Exemple de raison : ce lieu n’appartient pas à la Ville.",
}


def load(today: datetime.date) -> None:
    if Walk.objects.filter(reference=REFERENCE).exists():
        return
    walked_on = today - datetime.timedelta(days=200)
    walk = _walk(REFERENCE, walked_on)
    for number in range(1, COUNT + 1):
        _observe(walk, number, walked_on)
    again = walk.walk_again(f"{REFERENCE}-encore", today - datetime.timedelta(days=20))
    again.publication = walk.publication
    again.save()
    for number in range(1, 5):
        _note(again, number, today)


def _walk(reference, day):
    walk = Walk.objects.create(
        reference=reference, title="Marche d’exemple", starts_on=day, participants=14, groups=3, weather="beau temps",
        text="Cette marche est inventée. Elle montre à quoi sert cette page.",
        shared_on=day + datetime.timedelta(days=30), shared_with="les services de la Ville", publication="published",
        is_example=True,
    )  # fmt: skip
    for position, (name, street, latitude, longitude) in enumerate(STOPS, start=1):
        walk.stops.create(position=position, name=name, street=street, latitude=latitude, longitude=longitude)
    return walk


def _note(walk, number, day):
    kind, category, text = SEEN[number % len(SEEN)]
    stops = list(walk.stops.all())
    observation = Observation(
        walk=walk, stop=stops[number % len(stops)], kind=kind, category=category, text=text, is_example=True,
        size=list(Size)[number % 3], is_urgent=number % 7 == 0, addressed_to=list(Body)[number % 2],
    )  # fmt: skip
    observation, _ = observation.enter()
    observation.approve(day)
    return observation


def _observe(walk, number, day):
    observation = _note(walk, number, day)
    if number % 6 == 0:
        return
    sent_on = day + datetime.timedelta(days=30)
    observation.record(ObservationStatus.SENT, on=sent_on)
    if number % 6 in (1, 2):
        return
    status = ANSWERS[number % len(ANSWERS)]
    answered_on = sent_on + datetime.timedelta(days=ANSWER_DAYS[number * 5 % 7 % len(ANSWER_DAYS)])
    due_on = answered_on + datetime.timedelta(days=60) if status == ObservationStatus.PLANNED else None
    observation.record(status, on=answered_on, words=WORDS[status], by="Service d’exemple", due_on=due_on)
    if status == ObservationStatus.DONE:
        token = f"00000000-0000-4000-8000-{number:012d}"
        report, _ = ResidentReport.objects.receive(token=token, observation=observation, verdict=Verdict.FIXED)
        report.moderate(Moderation.SHOWN)
