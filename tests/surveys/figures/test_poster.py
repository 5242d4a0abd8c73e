"""A poster tells one idea, in words, and nothing that the page hides."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from surveys.figures.poster import finding, fitted, posters_of, shortened
from surveys.figures.published import OptionResult, PartResult, QuestionResult, Results, as_content
from surveys.figures.results import Tally, results_of
from surveys.models import PublishedResults
from surveys.questions.questionnaire import Item, Kind, Line, Option, Part, Questionnaire
from surveys.site.open_results import rows_of


def question(counts, *, base=100, kind=Kind.SINGLE, at_most=1, **fields):
    """A published question; the options are called A, B, C…"""
    has_percentages = base is not None and base >= 20
    options = [
        OptionResult(chr(65 + rank), n, round(100 * n / base) if n is not None and has_percentages else None, "")
        for rank, n in enumerate(counts)
    ]
    told = {"number": 3, "text": "Quoi ?", "line": "", "kind": kind, "at_most": at_most, "asked_if": None}
    told |= {"is_shown": True, "has_hidden": None in counts, "has_percentages": has_percentages, "concerned": base}
    return QuestionResult(**told | {"base": base, "non_answers": 0, "options": options} | fields)


def results(*questions, **fields):
    return Results(
        **{"people": 100, "paper": 61, "online": 39, "parts": [PartResult("Partie", list(questions))]} | fields
    )


@pytest.mark.parametrize(
    ("counts", "figure", "sentence"),
    [
        ([75, 25], "3 sur 4", "trois personnes sur quatre ont répondu « A »"),
        ([51, 49], "1 sur 2", "environ une personne sur deux a répondu « A »"),
        ([34, 33, 33], "1 sur 3", "environ une personne sur trois a répondu « A »"),
        ([45, 30, 25], "45 %", "un peu moins d’une personne sur deux a répondu « A »"),
        ([85, 15], "85 %", "un peu plus de quatre personnes sur cinq ont répondu « A »"),
        ([99, 1], "Presque tous", "ont répondu « A »"),
        ([100, 0], "Tous", "ont répondu « A »"),
    ],
)
def test_the_finding_is_a_simple_fraction_in_words(counts, figure, sentence):
    told = finding(question(counts))
    assert (told.figure.replace("\u00a0", " "), told.sentence.replace("\u00a0", " ")) == (figure, sentence)


def test_two_answers_as_frequent_share_the_finding_and_three_have_none():
    told = finding(question([40, 40, 20]))
    assert told.figure == "Deux en tête" and "«\u00a0A\u00a0» et «\u00a0B\u00a0»" in told.sentence
    assert finding(question([30, 30, 30, 10])) is None


def test_a_hidden_answer_that_may_be_as_frequent_forbids_the_finding():
    assert finding(question([40, None, None])) is None
    assert finding(question([90, None, None])) is not None


def test_a_small_base_is_told_in_counts_without_percentages():
    poster = posters_of(results(question([9, 3], base=12)))[0]
    assert poster.finding.figure == "9 sur 12"
    assert [bar.figure for bar in poster.bars] == ["9", "3"]


def test_when_several_answers_were_possible_people_are_counted_not_answers():
    told = finding(question([60, 50, 40], at_most=3, kind=Kind.MULTI))
    assert told.sentence == "trois personnes sur cinq ont choisi «\u00a0A\u00a0»"


def test_what_is_too_long_for_a_sheet_is_cut_after_a_word():
    assert (shortened("Le mail et le parc", 12), shortened("Le mail", 12)) == ("Le mail et…", "Le mail")
    assert shortened("x" * 20, 12) == "x" * 12 + "…"
    poster = fitted(posters_of(results(question([60, 40], text="mot " * 75)))[0])
    assert len(poster.question) <= 151


def test_a_label_does_not_ask_the_reader_for_a_text():
    asked = replace(question([60, 40]), options=[OptionResult("Autre (précisez)", 60, 60, "")])
    assert posters_of(results(asked))[0].bars[0].label == "Autre"


def test_at_most_five_bars_and_the_rest_on_the_site():
    poster = posters_of(results(question([5, 30, 10, 20, 25, 6, 4 + 5])))[0]
    assert [bar.label for bar in poster.bars] == ["B", "E", "D", "C"]
    assert poster.more == "Et 3 autres réponses, à lire sur le site."


def test_a_scale_keeps_its_order():
    poster = posters_of(results(question([10, 20, 30, 25, 15], kind=Kind.SCALE)))[0]
    assert [bar.label for bar in poster.bars] == ["A", "B", "C", "D", "E"]


def test_what_is_hidden_stays_hidden():
    poster = posters_of(results(question([60, None, None])))[0]
    assert [bar.figure for bar in poster.bars] == ["60\u00a0%", "masqué", "masqué"]
    assert "petits nombres sont masqués" in poster.base


def test_channels_are_told_or_hidden_together():
    assert "61 sur papier, 39 en ligne" in posters_of(results(question([60, 40])))[0].base
    assert "papier" not in posters_of(results(question([60, 40]), paper=None, online=None))[0].base


def test_a_question_that_is_not_shown_and_a_text_have_no_poster():
    hidden = question([None, None], base=None, is_shown=False)
    assert posters_of(results(hidden, question([], kind=Kind.TEXT))) == []


def test_a_number_is_told_by_its_middle():
    assert finding(question([], kind=Kind.NUMBER, median=4)).figure == "4"


def test_a_table_has_one_poster_a_line():
    lines = [question([60, 40], kind=Kind.GRID, line=line) for line in ("la rue", "le parc")]
    assert [poster.line for poster in posters_of(results(*lines), 3)] == ["la rue", "le parc"]


def hidden_cells(results):
    """(number, line, label) of each hidden cell of the posters, and of the files of open data."""
    survey = SimpleNamespace(
        title="Avis",
        reference="avis",
        opens_on=None,
        closes_on=None,
        is_example=False,
        published_results=PublishedResults(content=json.loads(json.dumps(as_content(results)))),
    )
    rows = [row for row in rows_of(survey) if row["masque"]]
    bars = {(p.number, p.line, bar.label) for p in posters_of(results) for bar in p.bars if bar.share is None}
    return bars, {(row["numero"], row["ligne"], row["reponse"]) for row in rows}


def test_a_poster_hides_the_very_cells_that_the_page_and_the_files_hide():
    options = tuple(Option(pk, f"Réponse {pk}") for pk in range(1, 5))
    items = (
        Item(1, 1, Kind.SINGLE, "Un ?", options=options),
        Item(2, 2, Kind.GRID, "Deux ?", options=options[:3], lines=(Line(8, "rue"), Line(9, "parc"))),
    )
    ticked = {(None, 1): 60, (None, 2): 34, (None, 3): 4, (None, 4): 2}
    ticked |= {(8, 1): 70, (8, 2): 27, (8, 3): 3, (9, 1): 50, (9, 2): 30, (9, 3): 20}
    tally = Tally({"paper": 61, "online": 39}, {(1, None): 100, (2, 8): 100, (2, 9): 100}, ticked)
    frozen = results_of(Questionnaire(None, (Part(1, "Partie", items),)), tally)
    on_posters, in_files = hidden_cells(frozen)
    on_page = {(q.number, q.line, o.label) for q in frozen.questions for o in q.options if o.count is None}
    assert on_posters == in_files == on_page
    assert {number for number, _, _ in on_posters} == {1, 2}
    told = {bar.figure for p in posters_of(frozen) for bar in p.bars} | {p.base for p in posters_of(frozen)}
    assert not {"4\u00a0%", "2\u00a0%", "3\u00a0%"} & told


AGES = ["Moins de 18 ans", "De 18 à 29 ans", "De 30 à 59 ans", "60 ans ou plus", "Je préfère ne pas répondre"]
DURATIONS = [
    "Moins d’un mois",
    "De 1 à 6 mois",
    "De 6 mois à 1 an",
    "De 1 à 5 ans",
    "Plus de cinq ans",
    "Je ne vis pas ici",
]
DURATIONS += ["Autre"]
PLACES = ["Les 2 parcs", "La place", "Les 3 tours", "Le mail"]


def told_in_order(labels):
    asked = question([10 * (rank % 3) + rank for rank in range(len(labels))])
    named = [replace(option, label=label) for option, label in zip(asked.options, labels, strict=True)]
    return [bar.label for bar in posters_of(results(replace(asked, options=named)))[0].bars]


@pytest.mark.parametrize("labels", [AGES, AGES[:4][::-1], DURATIONS])
def test_ages_and_durations_keep_their_own_order(labels):
    assert told_in_order(labels) == labels


def test_what_has_no_order_of_its_own_goes_from_the_most_frequent():
    assert told_in_order(PLACES) == ["Les 3 tours", "La place", "Le mail", "Les 2 parcs"]
