"""The self-check: a reader who knows every figure that is published, and how they are tied, attacks the hidden ones.

Base and non-answers add up to the people the question was put to; that number follows from the option it depends on;
the options of a question add up to its base, or lie around it; a cross-tab shares its margins with both its questions,
those who gave no answer to one or to both included.
Three questions crossed two by two would say more together than is worked out here: the third table is refused.
"""

from collections.abc import Iterator
from itertools import combinations

from surveys.figures.bounds import Bounds, Contradiction, Key
from surveys.figures.direct_disclosure import Exposed, directly_disclosed
from surveys.figures.disclosure import SMALLEST_CELL, SMALLEST_COUNT
from surveys.figures.published import CrossTab, QuestionResult, Results
from surveys.questions.questionnaire import Kind

# One more each time that this attack becomes stronger: what was frozen before is attacked again at the next upgrade.
RULES = 2
NOBODY = "nobody"
Spot = tuple[int | None, int | None]


def attack(results: Results) -> list[Exposed]:
    """What should have been better hidden; nothing when the set may be published. Figures that cannot all be true are
    not published either."""
    try:
        return [*directly_disclosed(results), *_worked_out(results)]
    except Contradiction:
        return [Exposed(0)]


def _worked_out(results: Results) -> list[Exposed]:
    known = bounds_of(results)
    exposed = [Exposed(q.number, q.line) for q in results.questions if q.is_shown and not _keeps_its_secrets(known, q)]
    if not all(_is_vague(known.of(("channel", name)), SMALLEST_COUNT) for name in _hidden_channels(results)):
        exposed.append(Exposed(0))
    margins = bounds_of(results, with_cells=False) if results.cross_tabs else known
    for table in results.cross_tabs:
        exposed += exposed_cells(known, margins, results, table)
        if closes_triangle(results, table.number, table.by):
            exposed.append(Exposed(table.number, by=table.by))
    return exposed


def closes_triangle(results: Results, number: int, by: int) -> bool:
    """Is there a third question that was crossed with both?"""
    pairs = [{table.number, table.by} for table in results.cross_tabs]
    return any({number, third} in pairs and {by, third} in pairs for third in set().union(*pairs) - {number, by})


def bounds_of(results: Results, with_cells: bool = True) -> Bounds:
    """All that is published, as figures tied to one another."""
    known = Bounds()
    _tie_channels(known, results)
    for question in results.questions:
        _put_question(known, results.people, question)
    for question in results.questions:
        _tie_question(known, results.people, question)
    for table in results.cross_tabs:
        tie_cross_tab(known, results, table, with_cells)
    for table, other in combinations(results.cross_tabs, 2):
        if (table.number, table.by) == (other.by, other.number):
            _tie_turned(known, table, other)
    return known


def _tie_turned(known: Bounds, table: CrossTab, turned: CrossTab) -> None:
    """The same two questions, the other way round: what one hides the other may show."""
    for option in (*range(len(turned.rows)), NOBODY):
        for group in (*range(len(table.rows)), NOBODY):
            known.equal([cell_key(table, option, group)], cell_key(turned, group, option))


def exposed_cells(known: Bounds, margins: Bounds, results: Results, table: CrossTab) -> list[Exposed]:
    hidden = (spot for spot in table.hidden if not cell_is_safe(known, margins, cell_key(table, *reversed(spot))))
    around = (spot for spot, key in around_cells(results, table) if not is_told_by_margins(known, margins, key))
    return [Exposed(table.number, by=table.by, row=row, option=option) for row, option in (*hidden, *around)]


def around_cells(results: Results, table: CrossTab) -> Iterator[tuple[Spot, Key]]:
    """What no table shows and subtraction tells: in each group and without group, who did not answer and, when several
    answers are possible, who did not tick an option; for each option, who has no group. (row, option) or None."""
    options, rows = range(len(results.question(table.number).options)), range(len(table.rows))
    for row in (*rows, None):
        yield (row, None), cell_key(table, NOBODY, NOBODY if row is None else row)
    for option in options:
        yield (None, option), cell_key(table, option, NOBODY)
    if has_complements(results.question(table.number)):
        for option in options:
            for row in (*rows, None):
                yield (row, option), complement_key(table, option, NOBODY if row is None else row)


def cell_is_safe(known: Bounds, margins: Bounds, key: Key, is_small: bool = False) -> bool:
    """The cells that are shown leave eleven values possible, or all that the results of the two questions leave; and of
    a small cell, they do not even say that it is not empty."""
    least, most = known.of(key)
    widest_least, widest_most = margins.of(key)
    keeps_its_range = most - least >= min(SMALLEST_CELL - 1, widest_most - widest_least)
    return keeps_its_range and most >= min(SMALLEST_CELL, widest_most) and (not is_small or least == widest_least)


def is_told_by_margins(known: Bounds, margins: Bounds, key: Key) -> bool:
    """Is this number large, or no better known than without the table?"""
    return known.of(key)[0] >= SMALLEST_CELL or cell_is_safe(known, margins, key)


def tie_cross_tab(known: Bounds, results: Results, table: CrossTab, with_cells: bool = True) -> None:
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
        answered = {whole: 1, cell_key(table, NOBODY, group): -1}
        _tie_parts(known, cells, answered, question)
        if has_complements(question):
            _tie_complements(known, cells, [complement_key(table, o, group) for o in options], answered, results.people)


def cell_key(table: CrossTab, option, group) -> Key:
    return ("cell", table.number, table.by, option, group)


def complement_key(table: CrossTab, option: int, group) -> Key:
    """Those of a group who answered and did not tick the option."""
    return ("not in cell", table.number, table.by, option, group)


def option_key(question: QuestionResult, rank: int) -> Key:
    return ("option", _place(question), rank)


def _place(question: QuestionResult) -> tuple[int, str]:
    return question.number, question.line


def _hidden_channels(results: Results) -> list[str]:
    return [name for name in ("paper", "online") if getattr(results, name) is None]


def _tie_channels(known: Bounds, results: Results) -> None:
    known.put("people", results.people, results.people)
    for name in ("paper", "online"):
        known.put(("channel", name), getattr(results, name), results.people)
    known.equal([("channel", "paper"), ("channel", "online")], "people")


def _put_question(known: Bounds, people: int, question: QuestionResult) -> None:
    place = _place(question)
    known.put(("concerned", place), question.concerned if question.asked_if else people, people)
    known.put(("base", place), question.base, people)
    known.put(("none", place), question.non_answers, people)
    for rank, option in enumerate(question.options):
        known.put(("option", place, rank), option.count, people)


def _tie_question(known: Bounds, people: int, question: QuestionResult) -> None:
    place = _place(question)
    known.equal([("base", place), ("none", place)], ("concerned", place))
    if question.asked_if:
        decisive = ("option", (question.asked_if.number, ""), question.asked_if.rank)
        sign, total = (-1, 0) if question.asked_if.only_if else (1, people)
        known.tie({("concerned", place): 1, decisive: sign}, total, total)
    if question.options:
        options = [option_key(question, rank) for rank in range(len(question.options))]
        _tie_parts(known, options, {("base", place): 1}, question)
        if has_complements(question):
            others = [("not", place, rank) for rank in range(len(options))]
            _tie_complements(known, options, others, {("base", place): 1}, people)


def _tie_parts(known: Bounds, parts: list[Key], whole: dict[Key, int], question: QuestionResult) -> None:
    """`whole` people who ticked one option each, or from one to `at_most`: who ticked one that goes alone, no other."""
    less_whole = {key: -weight for key, weight in whole.items()}
    alone = [part for rank, part in enumerate(parts) if rank in question.alone]
    others = [part for part in parts if part not in alone]
    at_most = min(question.at_most, len(others) or 1)
    most = {key: at_most * weight for key, weight in less_whole.items()}
    known.tie(dict.fromkeys(parts, 1) | less_whole, 0, float("inf"))
    known.tie(dict.fromkeys(others, 1) | dict.fromkeys(alone, at_most) | most, -float("inf"), 0)
    for part in others if alone else ():
        known.tie(dict.fromkeys([part, *alone], 1) | less_whole, -float("inf"), 0)


def _tie_complements(known: Bounds, parts: list[Key], others: list[Key], whole: dict[Key, int], people: int) -> None:
    """Each of the `whole` people ticked an option or did not."""
    for part, other in zip(parts, others, strict=True):
        known.put(other, None, people)
        known.tie({part: 1, other: 1} | {key: -weight for key, weight in whole.items()}, 0, 0)


def has_complements(question: QuestionResult) -> bool:
    """With one answer a person, those who did not tick an option are those who ticked another one."""
    return question.kind == Kind.MULTI and len(question.options) > 1


def _keeps_its_secrets(known: Bounds, question: QuestionResult) -> bool:
    try:
        return all(_is_vague(known.of(key), question.smallest_count) for key in _secrets(question))
    except Contradiction:
        return False


def _secrets(question: QuestionResult) -> Iterator[Key]:
    """What is hidden, and what is shown nowhere but could be worked out."""
    place = _place(question)
    for rank, option in enumerate(question.options):
        if option.count is None:
            yield option_key(question, rank)
        if has_complements(question):
            yield ("not", place, rank)
    if question.non_answers is None:
        yield ("none", place)


def _is_vague(bounds: tuple[int, int], smallest: int) -> bool:
    """Large, or perhaps large and hardly narrowed down: never surely a small group."""
    least, most = bounds
    return least >= smallest or (most >= smallest and most - least >= smallest - 1)
