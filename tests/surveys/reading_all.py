"""What a reader finds in everything that is published of a questionnaire: pages, files, posters; and nothing else."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace

from django.template.loader import render_to_string

from publishing.sheets.spreadsheet import FILE_FORMATS, Table
from surveys.figures.poster import posters_of
from surveys.figures.published import as_content, from_content
from surveys.figures.reading import Reading
from surveys.models import PublishedResults
from surveys.site.open_results import COLUMNS, rows_of
from tests.surveys.attacker import Fact
from tests.surveys.form import Form, Place

HALF = 0.005
NUMBER = re.compile(r"\d+")


def everything(form: Form, results, people: int) -> list[Fact]:
    """Stored, read again, then written as pages, as files and as posters."""
    content = json.loads(json.dumps(as_content(results)))
    survey = SimpleNamespace(
        title="Avis", reference="avis", opens_on=None, closes_on=None, is_example=False, answering_days="",
        published_results=PublishedResults(content=content), has_public_results=False,
    )  # fmt: skip
    return [*from_pages(form, survey), *from_files(form, survey), *from_posters(form, survey)]


class Known:
    """Writes what is read as facts about a form."""

    def __init__(self, form: Form):
        self.form, self.facts = form, []

    def count(self, source, number: int | None, *wanted) -> None:
        if number is not None:
            self.facts.append(Fact(self.form.figure(*wanted), number, number, source))

    def share(self, source, percent: float | None, wanted, whole, half: float = HALF) -> None:
        if percent is not None:
            share = percent / 100
            part, of = self.form.figure(*wanted), self.form.figure(*whole)
            self.facts.append(Fact(part, -float("inf"), 0, source, share + half, of))
            self.facts.append(Fact(part, 0, float("inf"), source, max(0.0, share - half), of))

    def rank(self, place: Place, label: str) -> int:
        return [option.label for option in self.form.items[place].options].index(label)

    def place(self, text: str, line: str = "") -> Place:
        return next(place for place, item in self.form.items.items() if (item.text, place.line) == (text, line))


class _Cells(HTMLParser):
    """The texts of a page, in order, each with the tag that holds it."""

    def __init__(self):
        super().__init__()
        self.tags, self.cells = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("rect", "svg"):
            self.cells.append([tag, ""])

    def handle_data(self, data):
        if self.cells:
            self.cells[-1][1] += data


def _texts(html: str) -> list[tuple[str, str]]:
    parser = _Cells()
    parser.feed(html)
    return [(tag, " ".join(text.split())) for tag, text in parser.cells]


def _number(text: str) -> int | None:
    found = NUMBER.search(text)
    return int(found[0]) if found else None


def from_pages(form: Form, survey) -> list[Fact]:
    known = Known(form)
    reading = Reading(from_content(survey.published_results.content))
    context = {"survey": survey, "reading": reading, "results": reading.results}
    for _, questions in reading.parts:
        for question in questions:
            page = reading.page(question.number)
            for line in page.lines:
                place = Place(line.number, line.line)
                html = render_to_string("surveys/_result.html", context | {"page": page, "question": line})
                _read_question(known, place, html)
            for comparison in page.comparisons:
                html = render_to_string("surveys/_comparison.html", {"page": page, "comparison": comparison})
                _read_comparison(known, Place(page.number), html)
    return known.facts


def _read_question(known: Known, place: Place, html: str) -> None:
    source, text = ("question", place.number), " ".join(t for _, t in _texts(html))
    for pattern, what in (
        (r"(\d+) réponses à cette question", "answered"),
        (r"(\d+) personnes ont écrit", "answered"),
        (r"soit (\d+) personnes", "asked"),
        (r"Sans réponse : (\d+)", "none"),
        (r"sur les (\d+) personnes à qui", "asked"),
    ):
        if found := re.search(pattern, text):
            known.count(source, int(found[1]), (place, what))
    rank = None
    for tag, cell in _texts(html):
        if tag == "th" and cell in [option.label for option in known.form.items[place].options]:
            rank = known.rank(place, cell)
        elif tag == "td" and rank is not None and cell.endswith("%"):
            known.share(source, _number(cell), [(place, rank)], [(place, "asked")])
        elif tag == "td" and rank is not None:
            known.count(source, _number(cell), (place, rank))


def _read_comparison(known: Known, place: Place, html: str) -> None:
    cells = _texts(html)
    by = known.place(re.search(r"selon les réponses à « (.*) »", next(t for tag, t in cells if tag == "h2"))[1])
    source, group, rank = ("table", place.number, by.number), None, None
    for tag, cell in cells:
        if tag == "caption":
            group = known.rank(by, cell)
        elif tag == "th" and cell in [option.label for option in known.form.items[place].options]:
            rank = known.rank(place, cell)
        elif tag == "th":
            rank = "people" if cell.startswith("Personnes") else None
        elif tag == "td" and rank == "people":
            known.count(("question", by.number), _number(cell), (by, group))
        elif tag == "td" and rank is not None:
            known.count(source, _number(cell), (place, rank), (by, group))
        elif tag == "span" and rank is not None and "%" in cell:
            known.share(source, _number(cell), [(place, rank), (by, group)], [(by, group)])


def from_files(form: Form, survey) -> list[Fact]:
    """The four files are written from the same rows; the two that need no other library are read."""
    table = Table("Résultats", COLUMNS, list(rows_of(survey)))
    known = Known(form)
    for row in csv.DictReader(io.StringIO(FILE_FORMATS["csv"].write(table).decode("utf-8-sig"))):
        _read_row(known, row)
    for row in _json_rows(FILE_FORMATS["json"].write(table)):
        _read_row(known, {key: "" if value is None else str(value) for key, value in row.items()})
    return known.facts


def _json_rows(data: bytes) -> list[dict]:
    return json.loads(data)["lignes"]


def _read_row(known: Known, row: dict) -> None:
    place = Place(int(row["numero"]), row["ligne"])
    source = ("question", place.number)
    count, percent, people = _number(row["nombre"]), _number(row["part"]), _number(row["repondants"])
    if row["selon"]:
        by = known.place(row["selon"])
        source, rank, group = (
            ("table", place.number, by.number),
            known.rank(place, row["reponse"]),
            known.rank(by, row["groupe"]),
        )
        known.count(source, count, (place, rank), (by, group))
        known.share(source, percent, [(place, rank), (by, group)], [(by, group)])
        known.count(("question", by.number), _number(row.get("base_des_parts", "")), (by, group))
        return
    known.count(source, people, (place, "answered"))
    known.count(source, _number(row["sans_reponse"]), (place, "none"))
    known.count(source, _number(row["posee_a"]), (place, "asked"))
    known.count(source, _number(row.get("base_des_parts", "")), (place, "asked"))
    what = known.rank(place, row["reponse"]) if row["reponse"] else "answered"
    known.count(source, count, (place, what))
    known.share(source, percent, [(place, what)], [(place, "asked")])


def from_posters(form: Form, survey) -> list[Fact]:
    known = Known(form)
    for poster in posters_of(from_content(survey.published_results.content)):
        place = Place(poster.number, poster.line)
        source, item = ("question", place.number), form.items[place]
        if found := re.search(r"(\d+) réponses à cette question", poster.base):
            known.count(source, int(found[1]), (place, "answered"))
        if found := re.search(r"sur les (\d+) personnes", poster.base):
            known.count(source, int(found[1]), (place, "asked"))
        for bar in poster.bars:
            rank = next(r for r, option in enumerate(item.options) if option.label.startswith(bar.label))
            if bar.figure.endswith("%"):
                known.share(source, _number(bar.figure), [(place, rank)], [(place, "asked")])
            else:
                known.count(source, _number(bar.figure), (place, rank))
            if bar.share:
                whole = [(place, _scale(poster.base, bar))]
                known.share(source, 100 * bar.share, [(place, rank)], whole, half=NEARLY_NOTHING)
        _read_finding(known, place, poster.finding)
    return known.facts


NEARLY_NOTHING = 1e-5
HALF_A_FRACTION = 0.03


def _scale(base: str, bar) -> str:
    """Whom a full bar stands for: those who were asked, or everybody where that number is hidden."""
    people = int(re.search(r"En tout, (\d+)", base)[1])
    is_all = not bar.figure.endswith("%") and round(int(bar.figure) / bar.share) == people
    return "all" if is_all else "asked"


def _read_finding(known: Known, place: Place, told) -> None:
    """«3 sur 4»: a share, exact or near; «9 sur 12»: two counts; a percentage is read as such."""
    item = known.form.items[place]
    named = re.search(r"«\s(.*?)\s»", told.sentence) if told else None
    if not named or told.figure == "Deux en tête":
        return
    rank = next(r for r, option in enumerate(item.options) if option.label.startswith(named[1].rstrip("…")))
    source, wanted, whole = ("question", place.number), [(place, rank)], [(place, "asked")]
    if found := re.fullmatch(r"(\d+) sur (\d+)", told.figure):
        words = re.search(r"sur (deux|trois|quatre|cinq|dix) ", told.sentence)
        share = 100 * int(found[1]) / int(found[2])
        if words:
            known.share(source, share, wanted, whole, half=HALF_A_FRACTION if "environ" in told.sentence else HALF)
        else:
            known.count(source, int(found[1]), *wanted)
    elif told.figure.endswith("%"):
        known.share(source, _number(told.figure), wanted, whole)
