"""The questionnaire as a sheet of paper: what the print template lays out. It knows no database and no typst."""

from collections.abc import Iterable

from django.utils.translation import get_language_bidi, gettext, override

from publishing.words.language import FRENCH
from surveys.questions.questionnaire import Item, Kind, Option, Questionnaire, Rule

RULED = {Kind.TEXT: 4, Kind.SHORT: 1}
LINE_OF_A_COLUMN = 30
LINE_OF_A_PAGE = 62


def paper_form(
    questionnaire: Questionnaire, *, language: str, numbers: Iterable[int] = (), texts: dict[str, str] | None = None
) -> dict:
    """`numbers`: of the sheets; without, one sheet with a blank number. `texts`: the translation of each sentence."""
    words = (texts or {}).get
    with override(language):
        return {
            "language": language,
            "rtl": get_language_bidi(),
            "colon": "\u00a0:" if language == FRENCH else ":",
            "heading": _said(words, questionnaire.survey.title),
            "intro": _said(words, questionnaire.survey.intro),
            "numbers": list(numbers) or [None],
            "needs_code": questionnaire.survey.needs_code,
            "words": paper_words(),
            "parts": [
                {
                    "title": _said(words, part.title),
                    "questions": [_question(questionnaire, i, words) for i in part.items],
                }
                for part in questionnaire.parts
            ],
        }


def _said(words, sentence: str) -> str:
    return words(sentence) or sentence


def _question(questionnaire: Questionnaire, item: Item, words) -> dict:
    options = [_option(option, words) for option in item.options]
    return {
        "number": item.number,
        "text": _said(words, item.text),
        "help": " ".join(filter(None, [_rule(item), _condition(questionnaire, item, words), _said(words, item.help)])),
        "options": options,
        "lines": [_said(words, line.label) for line in item.lines],
        "faces": item.kind == Kind.SMILEY,
        "columns": _columns(options),
        "ruled": RULED.get(item.kind, 0),
        "is_number": item.kind == Kind.NUMBER,
    }


def _option(option: Option, words) -> dict:
    label = _said(words, option.label)
    return {"label": label, "asks_text": option.asks_text, "is_outside_scale": option.is_outside_scale}


def _columns(options: list[dict]) -> int:
    """Two when they save room and no label takes more than two lines;
    a line to write on keeps the whole width, last.
    """
    labels = [option["label"] for option in options if not option["asks_text"]]
    if len(labels) <= 3 or any(option["asks_text"] for option in options[: len(labels)]):
        return 1
    half = (len(labels) + 1) // 2
    heights = [-(-len(label) // LINE_OF_A_COLUMN) for label in labels]
    alone = sum(-(-len(label) // LINE_OF_A_PAGE) for label in labels)
    beside = max(sum(heights[:half]), sum(heights[half:]))
    return 2 if max(heights) <= 2 and beside <= 0.75 * alone else 1


def _rule(item: Item) -> str:
    if item.kind == Kind.MULTI and item.max_choices:
        return gettext("%(most)s réponses au maximum.") % {"most": item.max_choices}
    if item.kind == Kind.MULTI:
        return gettext("Plusieurs réponses possibles.")
    if item.kind == Kind.GRID:
        return gettext("Une seule réponse par ligne.")
    if item.kind == Kind.NUMBER:
        return gettext("Un nombre, en chiffres.")
    return "" if item.is_written else gettext("Une seule réponse.")


def _condition(questionnaire: Questionnaire, item: Item, words) -> str:
    if item.condition_choice is None:
        return ""
    asked, option = questionnaire.decisive[item.condition_choice]
    told = {"label": _said(words, option.label), "number": asked.number}
    if item.condition_rule == Rule.ONLY_IF:
        return (
            gettext("Répondez seulement si vous avez choisi «\u00a0%(label)s\u00a0» à la question %(number)s.") % told
        )
    return gettext("Ne répondez pas si vous avez choisi «\u00a0%(label)s\u00a0» à la question %(number)s.") % told


def paper_words() -> dict[str, str]:
    """What the house itself says on the sheet, in the language of the moment."""
    return {
        "sheet": gettext("Feuille n°"),
        "batch": gettext("Lot"),
        "page": gettext("page"),
        "how": gettext("Cochez les cases avec un stylo. N’écrivez ni votre nom, ni votre adresse."),
        "free": gettext("Vous pouvez passer une question."),
        "return": gettext("Remettez la feuille ici\u00a0:"),
        "code": gettext("Le code de votre lettre"),
        "until": gettext("Jusqu’au"),
        "screen": gettext("Ou répondez sur votre téléphone\u00a0:"),
        "to_review": gettext("traduction à relire"),
        "thanks": gettext("Merci. Les résultats seront affichés dans les halls."),
    }
