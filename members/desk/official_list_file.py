"""The list of the council on a day, for the prefect or the city: a table (CSV, XLSX, ODS) or a page to print (PDF)."""

import datetime

from django.conf import settings
from django.http import Http404, HttpResponse

from members.models.mandate import SeatKind
from members.rules.college import College
from members.rules.list_difference import ListEntry
from publishing.dates.imprecise_date import day_in_words
from publishing.paper.pdf import make_pdf, pdf_response
from publishing.sheets.spreadsheet import Table, file_response

COLUMNS = {
    "Nom": "Nom, puis prénom.",
    "Collège": "Habitants, ou acteurs du quartier.",
    "Place": "Titulaire, ou suppléance.",
    "Rang": "Rang de suppléance.",
    "Organisation": "Pour un acteur du quartier.",
    "Rôle": "Présidence, suivi d’une commission…",
    "Depuis le": "Premier jour du mandat, quand il est connu.",
}
EXAMPLE = {"Exemple": "«\u00a0exemple\u00a0»\u00a0: une personne inventée, pour montrer la liste."}
TABLES = ("csv", "excel.csv", "xlsx", "ods")


def official_list_file(day: datetime.date, entries: list[ListEntry], extension: str) -> HttpResponse:
    """Http404: no such format."""
    name = f"{settings.COUNCIL.slug}-{day:%Y-%m-%d}"
    if extension in TABLES:
        return file_response(official_table(day, entries), extension, name)
    if extension != "pdf":
        raise Http404
    return pdf_response(official_pdf(day, entries), f"{name}.pdf", attachment=True)


def official_table(day: datetime.date, entries: list[ListEntry]) -> Table:
    has_examples = any(entry.is_example for entry in entries)
    title = f"Membres au {day:%d-%m-%Y}{' (exemple)' if has_examples else ''}"
    columns = COLUMNS | (EXAMPLE if has_examples else {})
    return Table(title, columns, [_row(entry) for entry in entries])


def official_pdf(day: datetime.date, entries: list[ListEntry]) -> bytes:
    groups = [(label, [e for e in entries if e.college == college]) for college, label in _colleges()]
    data = {
        "day": day_in_words(day, weekday=False),
        "groups": [{"title": label, "rows": [_row(e) for e in members]} for label, members in groups if members],
        "counts": [_count(label, members) for label, members in groups if members],
        "is_example": any(entry.is_example for entry in entries),
    }
    title = f"Membres du {settings.COUNCIL.name} au {data['day']}"
    return make_pdf("members/official_list.typ", data, title=title)


def _colleges() -> list[tuple[str, str]]:
    return [*((college.value, college.label.capitalize()) for college in College), ("", "Collège à compléter")]


def _count(label: str, entries: list[ListEntry]) -> str:
    full = sum(entry.place == SeatKind.FULL for entry in entries)
    waiting = len(entries) - full
    return f"{label}\u00a0: {full} titulaire{'s' if full > 1 else ''}" + (
        f", {waiting} en suppléance" if waiting else ""
    )


def _row(entry: ListEntry) -> dict:
    return {
        "Nom": entry.name,
        "Collège": College(entry.college).label if entry.college else "à compléter",
        "Place": SeatKind(entry.place).label,
        "Rang": entry.rank or "",
        "Organisation": entry.organisation,
        "Rôle": entry.role,
        "Depuis le": f"{entry.starts_on:%d/%m/%Y}" if entry.starts_on else "",
        "Exemple": "exemple" if entry.is_example else "",
    }
