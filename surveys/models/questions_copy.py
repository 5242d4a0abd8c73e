"""The questions of one survey, written again under another."""

from surveys.models.copy import copy_rows
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
