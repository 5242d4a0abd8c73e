from surveys.models.paper import PaperBatch, PaperSheet
from surveys.models.question import Choice, Question, QuestionLine, Section
from surveys.models.response import Channel, SurveyAnswer, SurveyResponse
from surveys.models.result import FreeText, PublishedResults
from surveys.models.survey import Survey

__all__ = [
    "Channel",
    "Choice",
    "FreeText",
    "PaperBatch",
    "PaperSheet",
    "PublishedResults",
    "Question",
    "QuestionLine",
    "Section",
    "Survey",
    "SurveyAnswer",
    "SurveyResponse",
]
