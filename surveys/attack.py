"""The self-check: a reader who knows every figure that is published, and how they are tied, attacks the hidden ones.

Base and non-answers add up to the people the question was put to; that number follows from the option it depends on;
the options of a question add up to its base, or lie around it; a cross-tab shares its margins with both its questions.
Three questions crossed two by two would say more together than is worked out here: the third table is refused.
"""

from surveys.deduction import Contradiction, Deduction, Key
from surveys.disclosure import SMALLEST_CELL, SMALLEST_COUNT
from surveys.plain_sight import Exposed, in_plain_sight
from surveys.published import CrossTab, QuestionResult, Results
from surveys.questionnaire import Kind

SMALL, SMALL_CELL = SMALLEST_COUNT - 1, SMALLEST_CELL - 1
NOBODY = "nobody"


def attack(results: Results) -> list[Exposed]:
    """What should have been better hidden; nothing when the set may be published. Figures that cannot all be true are
    not published either."""
    try:
        return [*in_plain_sight(results), *_worked_out(results)]
    except Contradiction:
        return [Exposed(0)]


def _worked_out(results: Results) -> list[Exposed]:
    known = deduction(results)
    exposed = [Exposed(q.number, q.line) for q in results.questions if q.is_shown and not _keeps_its_secrets(known, q)]
    if not all(_may_be_small(known.bounds(("channel", name))) for name in _hidden_channels(results)):
        exposed.append(Exposed(0))
    for table in results.cross_tabs:
        exposed += exposed_cells(known, results, table)
        if closes_triangle(results, table.number, table.by):
            exposed.append(Exposed(table.number, by=table.by))
    return exposed


def closes_triangle(results: Results, number: int, by: int) -> bool:
    """Is there a third question that was crossed with both?"""
    pairs = [{table.number, table.by} for table in results.cross_tabs]
    return any({number, third} in pairs and {by, third} in pairs for third in set().union(*pairs) - {number, by})


def deduction(results: Results, with_cells: bool = True) -> Deduction:
    """All that is published, as figures tied to one another."""
    known = Deduction()
    _tie_channels(known, results)
    for question in results.questions:
        _put_question(known, results.people, question)
    for question in results.questions:
        _tie_question(known, results.people, question)
    for table in results.cross_tabs:
        tie_cross_tab(known, results, table, with_cells)
    return known


def exposed_cells(known: Deduction, results: Results, table: CrossTab) -> list[Exposed]:
    margins = deduction(results, with_cells=False)
    return [
        Exposed(table.number, by=table.by, row=row, option=option)
        for row, option in table.hidden
        if not cell_is_safe(known, margins, cell_key(table, option, row))
    ]


def cell_is_safe(known: Deduction, margins: Deduction, key: Key, is_small: bool = False) -> bool:
    """The cells that are shown leave eleven values possible, or all that the results of the two questions leave; and of
    a small cell, they do not even say that it is not empty."""
    least, most = known.bounds(key)
    widest_least, widest_most = margins.bounds(key)
    keeps_its_range = most - least >= min(SMALL_CELL, widest_most - widest_least)
    return keeps_its_range and (not is_small or least == widest_least)


def tie_cross_tab(known: Deduction, results: Results, table: CrossTab, with_cells: bool = True) -> None:
    question, by = results.question(table.number), results.question(table.by)
    groups = [*range(len(table.rows)), NOBODY]
    options = range(len(question.options))
    for group in groups:
        for option in options:
            shown = table.rows[group].cells[option].count if with_cells and group != NOBODY else None
            known.put(cell_key(table, option, group), shown, results.people)
        known.put(cell_key(table, NOBODY, group), None, results.people)
    for option in options:
        known.equal([cell_key(table, option, group) for group in groups], option_key(question, option))
    known.equal([cell_key(table, NOBODY, group) for group in groups], ("none", _place(question)))
    for group in groups:
        whole = ("none", _place(by)) if group == NOBODY else option_key(by, group)
        cells = [cell_key(table, option, group) for option in options]
        _tie_parts(known, cells, {whole: 1, cell_key(table, NOBODY, group): -1}, question)


def cell_key(table: CrossTab, option, group) -> Key:
    return ("cell", table.number, table.by, option, group)


def option_key(question: QuestionResult, rank: int) -> Key:
    return ("option", _place(question), rank)


def _place(question: QuestionResult) -> tuple[int, str]:
    return question.number, question.line


def _hidden_channels(results: Results) -> list[str]:
    return [name for name in ("paper", "online") if getattr(results, name) is None]


def _tie_channels(known: Deduction, results: Results) -> None:
    known.put("people", results.people, results.people)
    for name in ("paper", "online"):
        known.put(("channel", name), getattr(results, name), results.people)
    known.equal([("channel", "paper"), ("channel", "online")], "people")


def _put_question(known: Deduction, people: int, question: QuestionResult) -> None:
    place = _place(question)
    known.put(("concerned", place), question.concerned if question.asked_if else people, people)
    known.put(("base", place), question.base, people)
    known.put(("none", place), question.non_answers, people)
    for rank, option in enumerate(question.options):
        known.put(("option", place, rank), option.count, people)


def _tie_question(known: Deduction, people: int, question: QuestionResult) -> None:
    place = _place(question)
    known.equal([("base", place), ("none", place)], ("concerned", place))
    if question.asked_if:
        decisive = ("option", (question.asked_if.number, ""), question.asked_if.rank)
        sign, total = (-1, 0) if question.asked_if.only_if else (1, people)
        known.tie({("concerned", place): 1, decisive: sign}, total, total)
    if question.options:
        options = [option_key(question, rank) for rank in range(len(question.options))]
        _tie_parts(known, options, {("base", place): 1}, question)


def _tie_parts(known: Deduction, parts: list[Key], whole: dict[Key, int], question: QuestionResult) -> None:
    """`whole` people who ticked one option each, or from one to `at_most`."""
    less_whole = {key: -weight for key, weight in whole.items()}
    least, most = less_whole, {key: question.at_most * weight for key, weight in less_whole.items()}
    known.tie(dict.fromkeys(parts, 1) | least, 0, float("inf"))
    known.tie(dict.fromkeys(parts, 1) | most, -float("inf"), 0)
    if question.kind == Kind.MULTI:
        for part in parts:
            known.tie({part: 1} | less_whole, -float("inf"), 0)


def _keeps_its_secrets(known: Deduction, question: QuestionResult) -> bool:
    hidden = [option_key(question, rank) for rank, option in enumerate(question.options) if option.count is None]
    if question.non_answers is None:
        hidden.append(("none", _place(question)))
    try:
        return all(_may_be_small(known.bounds(key)) for key in hidden)
    except Contradiction:
        return False


def _may_be_small(bounds: tuple[int, int]) -> bool:
    """Anything from 1 to 4 as far as a reader can tell; or surely more, and still not known."""
    least, most = bounds
    return (least <= 1 and most >= SMALL) or (least > SMALL and most - least >= SMALL - 1)
