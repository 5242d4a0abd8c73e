"""Every response as a line of a CSV file: what was ticked, by which channel; no day, no key, no text of a resident."""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.db.models import CharField, F
from django.db.models.functions import Cast

from publishing.sheets.spreadsheet import safe_cell
from surveys.models import Channel, Survey, SurveyResponse
from surveys.questions.questionnaire import Item, Kind, Questionnaire

ROWS_A_READING = 600_000
ROWS_IN_MEMORY = 2_000
FIELDS = ["key", "channel", "answers__line", "answers__choice"]


@dataclass(frozen=True)
class Layout:
    """The titles of the columns, and where each (line, option) goes: a column and what is written there."""

    titles: list[str]
    places: dict[tuple[int | None, int], tuple[int, str]]


def raw_file(survey: Survey, separator: str = ",") -> IO[bytes]:
    """A temporary file, read in a few short readings: once it is sent, slowly or not, the database waits for nobody."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response, once sent
    with open(file.fileno(), "w", encoding="utf-8-sig", newline="", closefd=False) as text:
        write_raw(survey, text, separator)
    file.seek(0)
    return file


def write_raw(survey: Survey, text: IO[str], separator: str = ",") -> None:
    layout, writer = layout_of(survey.questionnaire()), csv.writer(text, delimiter=separator)
    writer.writerow(map(safe_cell, layout.titles))
    writer.writerows(_responses(survey, layout))


def layout_of(questionnaire: Questionnaire) -> Layout:
    titles, places = ["voie"], {}
    for item in questionnaire.items:
        for title, ticks in _columns(item):
            places |= {place: (len(titles), safe_cell(value)) for place, value in ticks.items()}
            titles.append(title)
    return Layout(titles, places)


def _columns(item: Item) -> Iterator[tuple[str, dict[tuple[int | None, int], str]]]:
    """One for each option when several may be ticked, one for each line of a grid, one otherwise; none for a text."""
    if item.kind == Kind.MULTI:
        for option in item.options:
            yield f"{item.number}. {item.text} [{option.label}]", {(None, option.pk): "oui"}
    elif item.kind == Kind.GRID:
        for line in item.lines:
            yield f"{item.number}. {item.text} [{line.label}]", {(line.pk, o.pk): o.label for o in item.options}
    elif item.options:
        yield f"{item.number}. {item.text}", {(None, option.pk): option.label for option in item.options}


def _responses(survey: Survey, layout: Layout) -> Iterator[list[str]]:
    """The cells of each response, in the order of random keys.
    The last one of a reading may be cut: it is read again.
    """
    channels, places, blank = dict(Channel.choices), layout.places, [""] * (len(layout.titles) - 1)
    after = None
    while True:
        read, current, cells = 0, None, []
        for key, channel, line, choice in _reading(survey, after):
            read += 1
            if key != current:
                if current:
                    yield cells
                    after = current
                current, cells = key, [channels[channel], *blank]
            if (line, choice) in places:
                column, value = places[line, choice]
                cells[column] = value
        if read < ROWS_A_READING:
            yield from [cells] if current else []
            return


def _reading(survey: Survey, after: str | None) -> Iterator[tuple]:
    """`+ 0`: SQLite walks along the keys, instead of finding the survey's responses first and sorting them all."""
    rows = SurveyResponse.objects.annotate(key=Cast("pk", CharField()), wanted=F("survey_id") + 0)
    rows = rows.filter(wanted=survey.pk).order_by("pk").values_list(*FIELDS)
    rows = rows.filter(pk__gt=after) if after else rows
    return rows[:ROWS_A_READING].iterator(ROWS_IN_MEMORY)
