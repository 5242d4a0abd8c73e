from surveys.models.code import OneTimeCode
from surveys.models.paper import PaperBatch, PaperCorrection, PaperSheet
from surveys.models.piece import Choice, QuestionLine
from surveys.models.poster import Hall, PosterNote, Posting
from surveys.models.question import Question
from surveys.models.response import Channel, SurveyAnswer, SurveyResponse, TooLate
from surveys.models.result import FreeText, PublishedResults
from surveys.models.section import Section
from surveys.models.sent_token import SentToken
from surveys.models.survey import Survey
from surveys.models.translation import SurveyTranslation
