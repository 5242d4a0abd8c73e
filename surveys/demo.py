"""Invented surveys and answers, the same at each loading: every screen has something to show, and says «exemple»."""

import datetime
import random
from contextlib import suppress

from django.core.exceptions import ValidationError

from surveys.models import Channel, Survey, SurveyAnswer, SurveyResponse
from surveys.questions.answer import Answer
from surveys.questions.questionnaire import Item, Kind

MODEL = "modele-de-questionnaire"
OPEN_TITLES = {
    "en": "Example: your opinion on the neighbourhood",
    "pt": "Exemplo: a sua opinião sobre o bairro",
    "tr": "Örnek: mahalle hakkında görüşünüz",
    "ar": "مثال: رأيك في الحي",
}
SEED = 2018
ANSWERS = 320
PAPER_SHARE = 0.7
RARE = 0.006
AGE = 25
COMPARED = [5, 19]
NOTED = 12


def load(today: datetime.date) -> None:
    """An open copy of the model, and a published one with its answers. Without the model, nothing."""
    model = Survey.objects.filter(reference=MODEL).first()
    if model is None:
        return
    opened = model.duplicate(
        "exemple-questionnaire-ouvert", "Exemple\u00a0: votre avis sur le quartier", is_example=True
    )
    for translation in opened.translations.all():
        translation.texts[opened.title] = OPEN_TITLES[translation.language]
        translation.save()
    opened.closes_on = today + datetime.timedelta(days=45)
    opened.save()
    opened.open(today - datetime.timedelta(days=10))
    batch = opened.batches.create(
        label="Exemple\u00a0: lot de la maison pour tous", place="Maison pour tous", handed_out=50
    )
    batch.number_sheets(50)
    past = model.duplicate(
        "exemple-questionnaire-depouille", "Exemple\u00a0: un questionnaire déjà dépouillé", is_example=True
    )
    past.open(today - datetime.timedelta(days=240))
    add_example_answers(past, ANSWERS, today - datetime.timedelta(days=200))
    past.close(today - datetime.timedelta(days=190))
    past.count_results(today - datetime.timedelta(days=185))
    known = {item.number for item in past.questionnaire().items}
    for number in COMPARED if {*COMPARED, AGE} <= known else []:
        with suppress(ValidationError):
            past.published_results.choose(number, AGE)
    past.publish_results(today - datetime.timedelta(days=170))
    past.poster_notes.create(
        number=min(NOTED, max(known)), follow_up="Exemple\u00a0: nous en parlons à la prochaine réunion."
    )


def add_example_answers(survey: Survey, count: int, today: datetime.date) -> None:
    """`count` invented responses in the thirty days before `today`, on paper and on-line."""
    chance = random.Random(SEED)  # noqa: S311  invented figures, not secrets
    items = survey.questionnaire().items
    tastes = {item.pk: _tastes(item, chance) for item in items}
    responses, answers = [], []
    for _ in range(count):
        channel = Channel.PAPER if chance.random() < PAPER_SHARE else Channel.ONLINE
        day = today - datetime.timedelta(days=chance.randrange(30))
        response = SurveyResponse(survey=survey, channel=channel, answered_on=day)
        responses.append(response)
        answers += SurveyAnswer.all_of(response, _one_person(items, tastes, chance))
    SurveyResponse.objects.bulk_create(responses)
    SurveyAnswer.objects.bulk_create(answers)


def _tastes(item: Item, chance: random.Random) -> list[float]:
    """How likely each option is; in some questions one is so rare that its count has to be hidden."""
    weights = [chance.uniform(0.5, 3) for _ in item.options]
    if item.number % 5 == 2 and weights:
        weights[chance.randrange(len(weights))] = RARE * sum(weights)
    return weights


def _one_person(items: tuple[Item, ...], tastes: dict[int, list[float]], chance: random.Random) -> list[Answer]:
    answers: list[Answer] = []
    for item in items:
        concerns = item.concerns({answer.choice for answer in answers})
        if concerns and (item.is_required or chance.random() > 0.09):
            answers += _answers(item, tastes[item.pk], chance)
    return answers


def _answers(item: Item, weights: list[float], chance: random.Random) -> list[Answer]:
    if item.kind == Kind.NUMBER:
        return [Answer(item.pk, text=str(chance.randint(item.lowest or 1, item.highest or 6)))]
    if item.is_written:
        return [Answer(item.pk, text="Texte d’exemple, inventé.")] if chance.random() < 0.4 else []
    if item.kind == Kind.GRID:
        return [Answer(item.pk, chance.choices(item.options, weights)[0].pk, line.pk) for line in item.lines]
    wanted = 1 if item.at_most == 1 else chance.randint(1, min(item.at_most, 3))
    first, *others = dict.fromkeys(chance.choices(item.options, weights, k=wanted))
    together = [] if first.is_exclusive else [option for option in others if not option.is_exclusive]
    return [Answer(item.pk, option.pk) for option in [first, *together]]
