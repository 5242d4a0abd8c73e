"""The questions of one survey, written again under another."""

from surveys.models.piece import Choice, QuestionLine
from surveys.models.question import Question
from surveys.models.section import Section


def copy_questions(survey, copy) -> None:
    """A condition of the copy points to an answer of the copy."""
    here = {"question__section__survey": survey}
    sections = copy_rows(Section, survey.sections.all(), survey=lambda _: copy)
    questions = copy_rows(
        Question, Question.objects.filter(section__survey=survey), section=lambda q: sections[q.section_id]
    )
    copy_rows(QuestionLine, QuestionLine.objects.filter(**here), question=lambda p: questions[p.question_id])
    choices = copy_rows(Choice, Choice.objects.filter(**here), question=lambda p: questions[p.question_id])
    for question in questions.values():
        if question.condition_choice_id:
            question.condition_choice = choices[question.condition_choice_id]
            question.save(update_fields=["condition_choice"])


def copy_rows(model, rows, **parents) -> dict:
    """Copies of rows under new parents, by the key of the original."""
    originals = list(rows)
    fields = [f.attname for f in model._meta.concrete_fields if not f.primary_key and f.name not in parents]
    copies = [
        model(
            **{name: getattr(row, name) for name in fields}, **{name: parent(row) for name, parent in parents.items()}
        )
        for row in originals
    ]
    return dict(zip((row.pk for row in originals), model.objects.bulk_create(copies), strict=True))
