"""The published results as rows for open data: already masked, nothing that the page does not show."""

from collections.abc import Iterator

from surveys.models import Survey

COLUMNS = {
    "questionnaire": "Le titre du questionnaire.",
    "reference": "La fin de l’adresse de ses résultats.",
    "personnes": "Combien de personnes ont répondu au questionnaire.",
    "numero": "Le numéro de la question.",
    "question": "La question.",
    "ligne": "La ligne, quand la question est un tableau.",
    "reponse": "La réponse proposée\u00a0; vide pour une question à texte libre.",
    "nombre": "Combien de personnes l’ont choisie\u00a0; vide quand c’est masqué.",
    "part": "La part, en pour cent, de ceux qui ont répondu à la question\u00a0; vide sous 20 réponses.",
    "repondants": "Combien de personnes ont répondu à la question\u00a0; vide quand c’est masqué.",
    "sans_reponse": "Combien n’y ont pas répondu, ou n’étaient pas concernées\u00a0; vide quand c’est masqué.",
    "masque": "«\u00a0masqué\u00a0» quand le nombre est caché pour que personne ne soit reconnu.",
    "exemple": "Le mot «\u00a0exemple\u00a0» quand la ligne est inventée.",
}


def result_rows() -> list[dict]:
    surveys = Survey.objects.with_public_results().select_related("published_results")
    return [row for survey in surveys for row in _rows(survey)]


def _rows(survey: Survey) -> Iterator[dict]:
    content = survey.published_results.content
    for question in (question for part in content["parts"] for question in part["questions"]):
        for option in question["options"] or [{"label": "", "count": question["base"], "percent": None}]:
            yield {
                "questionnaire": survey.title,
                "reference": survey.reference,
                "personnes": content["people"],
                "numero": question["number"],
                "question": question["text"],
                "ligne": question["line"],
                "reponse": option["label"],
                "nombre": _shown(option["count"]),
                "part": _shown(option["percent"]),
                "repondants": _shown(question["base"]),
                "sans_reponse": _shown(question["non_answers"]),
                "masque": "masqué" if option["count"] is None else "",
                "exemple": "exemple" if survey.is_example else "",
            }


def _shown(figure: int | None) -> int | str:
    return "" if figure is None else figure
