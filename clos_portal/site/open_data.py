"""Open data: what the pages show, as CSV, JSON, XLSX and ODS, with nothing about persons.
Licence Ouverte / Etalab 2.0.
"""

import datetime

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clos_portal.models import ContentPack
from events.models import Event
from meetings.models import Meeting
from members.models import Commission
from members.site.open_data import DRAWS
from proposals.site.open_data import DECISIONS, MILESTONES, PRIORITIES, PROPOSALS
from publishing.feeds.cached_response import cached_response
from publishing.sheets.dataset import EXAMPLE, ORIGIN, Dataset, exact_day, iso_day
from publishing.sheets.spreadsheet import FILE_FORMATS, LICENCE, Table, as_json, file_response
from surveys.site.open_results import COLUMNS as RESULT_COLUMNS
from surveys.site.open_results import result_rows
from walks.models import Observation

MEETINGS = Dataset.of(
    lambda: Meeting.objects.published().select_related("place", "commission").in_order(),
    "reunions",
    "Les réunions",
    {
        "reference": ("La fin de l’adresse de la page.", "reference"),
        "titre": ("Le titre.", "title"),
        "nature": ("Plénière, commission ou représentation.", "kind_in_words"),
        "date": ("Le jour (année-mois-jour), vide quand il n’est pas exact.", exact_day),
        "date_en_mots": ("La date telle qu’elle est connue.", "when.label"),
        "heure": (
            "L’heure de début, vide quand elle n’est pas connue.",
            lambda meeting: meeting.start_time.strftime("%H:%M") if meeting.start_time else "",
        ),
        "lieu": ("Le lieu, vide quand il n’est pas connu.", lambda m: m.place.name if m.place else ""),
        "etat": ("Programmée, tenue, reportée ou annulée.", Meeting.get_state_display),
    }
    | ORIGIN,
)
EVENTS = Dataset.of(
    lambda: Event.objects.published().with_place().in_order(),
    "vie",
    "La vie du quartier",
    {
        "reference": ("La fin de l’adresse de la page.", "reference"),
        "titre": ("Le titre.", "title"),
        "nature": (
            "Fête, permanence, visite, rencontre, formation, animation ou action suivie.",
            Event.get_kind_display,
        ),
        "date": ("Le jour (année-mois-jour), vide quand il n’est pas exact.", exact_day),
        "date_en_mots": ("La date telle qu’elle est connue.", "when.label"),
        "lieu": ("Le lieu, vide quand il n’est pas connu.", "place_label"),
        "annule": ("«\u00a0oui\u00a0» quand c’est annulé.", lambda event: "oui" if event.is_cancelled else ""),
    }
    | ORIGIN,
)
OBSERVATIONS = Dataset.of(
    lambda: Observation.objects.of_public_walks().with_stop().in_order(),
    "observations",
    "Les observations des marches",
    {
        "marche": ("La marche, par la fin de l’adresse de sa page.", "walk.reference"),
        "numero": ("Le numéro de l’observation dans sa marche.", "number"),
        "nature": ("Question, dysfonctionnement, point fort ou idée.", Observation.get_kind_display),
        "sujet": ("Le sujet.", Observation.get_category_display),
        "lieu": ("Le lieu, avec des mots.", "place"),
        "observation": ("Ce qui a été vu.", "text"),
        "statut": (
            "Relevée, transmise, réponse reçue, programmée, réalisée ou sans suite.",
            Observation.get_status_display,
        ),
        "transmise_le": ("Le jour de l’envoi, vide avant.", lambda seen: iso_day(seen.sent_on)),
        "reponse_le": ("Le jour de la réponse, vide avant.", lambda seen: iso_day(seen.answered_on)),
    }
    | EXAMPLE,
)
COMMISSIONS = Dataset.of(
    lambda: Commission.objects.published(),
    "commissions",
    "Les commissions",
    {"reference": ("Un nom court qui ne change pas.", "reference"), "nom": ("Le nom.", "name")} | ORIGIN,
)
RESULTS = Dataset("resultats", "Les résultats des questionnaires", RESULT_COLUMNS, result_rows)
DATASETS = [PROPOSALS, DECISIONS, MILESTONES, PRIORITIES, MEETINGS, EVENTS, OBSERVATIONS, COMMISSIONS, DRAWS, RESULTS]


@require_safe
def open_data(request):
    context = {"datasets": DATASETS, "formats": FILE_FORMATS, "licence": LICENCE}
    return render(request, "open_data.html", context)


@require_safe
def open_data_file(request, name, extension):
    """304 for who has it already: by the content, or by the moment of the last change where it is known."""
    dataset = _dataset(name)
    if extension not in FILE_FORMATS:
        raise Http404
    table = Table(dataset.title, dataset.columns, dataset.rows())
    return cached_response(
        request,
        as_json(table),
        lambda: file_response(table, extension, f"{settings.COUNCIL.slug}-{name}"),
        lambda written: HttpResponse(written.content, headers=written.headers),
        last_modified=_last_change(dataset),
    )


@require_safe
def open_data_schema(request, name):
    """The columns of a file for programs, as a Table Schema (Frictionless)."""
    dataset = _dataset(name)
    columns = [
        {"name": column, "type": dataset.types.get(column, "string"), "description": meaning}
        for column, meaning in dataset.columns.items()
    ]
    schema = {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "title": dataset.title,
        "licence": LICENCE,
        "missingValues": [""],
        "fields": columns,
    }
    return JsonResponse(schema, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _dataset(name):
    dataset = next((dataset for dataset in DATASETS if dataset.name == name), None)
    if dataset is None:
        raise Http404
    return dataset


def _last_change(dataset) -> int | None:
    """By somebody's hand, or by the pack that brought the content; `None` for a file that does not know."""
    if dataset.last_change is None:
        return None
    packs = ContentPack.objects.aggregate(loaded=Max("loaded_on"), removed=Max("removed_on"))
    days = [datetime.datetime.combine(day, datetime.time.min, datetime.UTC) for day in packs.values() if day]
    moments = [moment for moment in [*days, dataset.last_change()] if moment]
    return int(max(moments).timestamp()) if moments else None
