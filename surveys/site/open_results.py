"""The published results as rows for open data: already masked, nothing that the page does not show."""

from collections.abc import Iterator

from publishing.sheets.dataset import iso_day
from surveys.figures.reading import Comparison, QuestionPage, Reading
from surveys.models import Survey

COLUMNS = {
    "questionnaire": "Le titre du questionnaire.",
    "reference": "La fin de l’adresse de ses résultats.",
    "du": "Le premier jour où l’on pouvait répondre (année-mois-jour).",
    "au": "Le dernier jour où l’on pouvait répondre (année-mois-jour).",
    "personnes": "Combien de personnes ont répondu au questionnaire.",
    "papier": "Combien ont répondu sur papier\u00a0; vide quand c’est masqué.",
    "en_ligne": "Combien ont répondu en ligne\u00a0; vide quand c’est masqué.",
    "logements": "Le nombre de logements du quartier que donne le Conseil\u00a0; vide quand il n’est pas connu.",
    "numero": "Le numéro de la question.",
    "question": "La question.",
    "ligne": "La ligne, quand la question est un tableau.",
    "selon": "L’autre question, quand la ligne compare des groupes\u00a0; vide sinon.",
    "groupe": "Le groupe d’habitants, quand la ligne compare des groupes\u00a0; vide sinon.",
    "reponse": "La réponse proposée\u00a0; vide pour une question à texte libre.",
    "nombre": "Combien de personnes l’ont choisie\u00a0; vide quand c’est masqué.",
    "part": "La part, en pour cent, de «\u00a0base_des_parts\u00a0»\u00a0; vide sous 20 personnes.",
    "base_des_parts": "Les personnes à qui la question a été posée, ou celles du groupe, "
    "celles qui n’ont pas répondu comprises\u00a0; vide quand c’est masqué ou sans part.",
    "posee_a": "À combien de personnes la question a été posée\u00a0; vide quand c’est masqué.",
    "repondants": "Combien de personnes ont répondu à la question, "
    "ou sont dans le groupe\u00a0; vide quand c’est masqué.",
    "sans_reponse": "Combien n’ont pas répondu à cette question\u00a0; vide quand c’est masqué.",
    "mediane": "Pour un nombre demandé\u00a0: la moitié a répondu ce nombre ou moins\u00a0; vide sous 20 personnes.",
    "masque": "«\u00a0masqué\u00a0» quand le nombre est caché pour que personne ne soit reconnu.",
    "exemple": "Le mot «\u00a0exemple\u00a0» quand la ligne est inventée.",
}
DICTIONARY = {"colonne": "Le nom de la colonne.", "sens": "Ce qu’elle contient."}


def dictionary_rows() -> list[dict]:
    return [{"colonne": column, "sens": meaning} for column, meaning in COLUMNS.items()]


def result_rows() -> list[dict]:
    surveys = Survey.objects.with_public_results().select_related("published_results")
    return [row for survey in surveys for row in rows_of(survey)]


def rows_of(survey: Survey) -> Iterator[dict]:
    """`survey`: with its `published_results`."""
    results = survey.published_results.results
    reading = Reading(results)
    common = {
        "questionnaire": survey.title,
        "reference": survey.reference,
        "du": iso_day(survey.opens_on),
        "au": iso_day(survey.closes_on),
        "personnes": results.people,
        "papier": results.paper,
        "en_ligne": results.online,
        "logements": results.homes,
        "exemple": "exemple" if survey.is_example else "",
    }
    for question in (question for _, questions in reading.parts for question in questions):
        page = reading.page(question.number)
        for row in (*_answer_rows(page), *(row for c in page.comparisons for row in _group_rows(page, c))):
            yield {column: _shown((common | row).get(column)) for column in COLUMNS}


def _answer_rows(page: QuestionPage) -> Iterator[dict]:
    for line in page.lines:
        known = {"numero": line.number, "question": line.text, "ligne": line.line, "posee_a": line.concerned}
        known |= {"repondants": line.base, "sans_reponse": line.non_answers}
        for option in line.options:
            yield known | {"reponse": option.label, **_figures(option, line.concerned)}
        if not line.options:
            yield known | {"nombre": line.base, "mediane": line.median, "masque": _mask(line.base)}


def _group_rows(page: QuestionPage, comparison: Comparison) -> Iterator[dict]:
    for group in comparison.groups:
        known = {"numero": page.number, "question": page.text, "selon": comparison.by, "groupe": group.label}
        for label, cell in group.answers:
            yield known | {"repondants": group.people, "reponse": label, **_figures(cell, group.people)}


def _figures(cell, whole: int | None) -> dict:
    base = None if cell.percent is None else whole
    return {"nombre": cell.count, "part": cell.percent, "base_des_parts": base, "masque": _mask(cell.count)}


def _mask(count: int | None) -> str:
    return "masqué" if count is None else ""


def _shown(value) -> int | str:
    return "" if value is None else value
