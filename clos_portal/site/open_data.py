"""Open data: what the pages show, as CSV, JSON, XLSX and ODS, with nothing about persons. Licence Ouverte / Etalab 2.0."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Max
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from clos_portal.models import ContentPack
from events.models import Event
from meetings.models import Meeting
from members.models import Commission
from members.site import open_data as members
from proposals.site import open_data as proposals
from publishing.feeds.fingerprint import fingerprint
from publishing.sheets.spreadsheet import LICENCE, Table, as_json, file_response
from surveys.site.open_results import COLUMNS as RESULT_COLUMNS
from surveys.site.open_results import result_rows
from walks.models import Observation

FORMATS = {
    "xlsx": "pour un tableur (XLSX)",
    "ods": "pour un tableur libre (ODS)",
    "excel.csv": "pour Excel en français (CSV avec des points-virgules)",
    "csv": "CSV standard (avec des virgules)",
    "json": "pour un programme (JSON)",
}


@dataclass(frozen=True)
class Dataset:
    name: str
    title: str
    columns: dict[str, str]
    rows: Callable[[], list[dict]]
    types: dict[str, str] = field(default_factory=dict)  # of the columns that are not plain text
    last_change: Callable[[], datetime.datetime | None] | None = None


def meeting_rows() -> list[dict]:
    meetings = Meeting.objects.published().select_related("place", "commission").in_order()
    return [
        {
            "reference": meeting.reference,
            "titre": meeting.title,
            "nature": meeting.kind_in_words,
            "date": meeting.when.iso if meeting.when.is_exact else "",
            "date_en_mots": meeting.when.label,
            "heure": meeting.start_time.strftime("%H:%M") if meeting.start_time else "",
            "lieu": meeting.place.name if meeting.place else "",
            "etat": meeting.get_state_display(),
            "information": _freshness(meeting),
            "exemple": "exemple" if meeting.is_example else "",
        }
        for meeting in meetings
    ]


def event_rows() -> list[dict]:
    return [
        {
            "reference": event.reference,
            "titre": event.title,
            "nature": event.get_kind_display(),
            "date": event.when.iso if event.when.is_exact else "",
            "date_en_mots": event.when.label,
            "lieu": event.place_label,
            "annule": "oui" if event.is_cancelled else "",
            "information": _freshness(event),
            "exemple": "exemple" if event.is_example else "",
        }
        for event in Event.objects.published().with_place().in_order()
    ]


def observation_rows() -> list[dict]:
    return [
        {
            "marche": observation.walk.reference,
            "numero": observation.number,
            "nature": observation.get_kind_display(),
            "sujet": observation.get_category_display(),
            "lieu": observation.place,
            "observation": observation.text,
            "statut": observation.get_status_display(),
            "transmise_le": observation.sent_on.isoformat() if observation.sent_on else "",
            "reponse_le": observation.answered_on.isoformat() if observation.answered_on else "",
            "exemple": "exemple" if observation.is_example else "",
        }
        for observation in Observation.objects.of_public_walks().with_stop().in_order()
    ]


def commission_rows() -> list[dict]:
    return [
        {
            "reference": c.reference,
            "nom": c.name,
            "information": _freshness(c),
            "exemple": "exemple" if c.is_example else "",
        }
        for c in Commission.objects.published()
    ]


_COMMON = {
    "information": "D’où vient l’information : «\u00a0état à l’été 2018\u00a0», ou vide si le Conseil l’a confirmée.",
    "exemple": "Le mot «\u00a0exemple\u00a0» quand la ligne est inventée.",
}
DATASETS = [
    Dataset(
        "propositions", "Les propositions", proposals.PROPOSAL_COLUMNS | _COMMON, proposals.proposal_rows,
        proposals.PROPOSAL_TYPES, proposals.last_change,
    ),
    Dataset(
        "decisions", "Les décisions", proposals.DECISION_COLUMNS | _COMMON, proposals.decision_rows,
        proposals.DECISION_TYPES, proposals.last_change,
    ),
    Dataset(
        "etapes", "Les étapes de la mise en place", proposals.MILESTONE_COLUMNS | _COMMON, proposals.milestone_rows,
        proposals.MILESTONE_TYPES, proposals.last_change,
    ),
    Dataset(
        "priorites", "Les priorités des membres", proposals.PRIORITY_COLUMNS | _COMMON, proposals.priority_rows,
        proposals.PRIORITY_TYPES,
    ),
    Dataset("reunions", "Les réunions", {
        "reference": "La fin de l’adresse de la page.",
        "titre": "Le titre.",
        "nature": "Plénière, commission ou représentation.",
        "date": "Le jour (année-mois-jour), vide quand il n’est pas exact.",
        "date_en_mots": "La date telle qu’elle est connue.",
        "heure": "L’heure de début, vide quand elle n’est pas connue.",
        "lieu": "Le lieu, vide quand il n’est pas connu.",
        "etat": "Programmée, tenue, reportée ou annulée.",
        **_COMMON,
    }, meeting_rows),
    Dataset("vie", "La vie du quartier", {
        "reference": "La fin de l’adresse de la page.",
        "titre": "Le titre.",
        "nature": "Fête, permanence, visite, rencontre, formation, animation ou action suivie.",
        "date": "Le jour (année-mois-jour), vide quand il n’est pas exact.",
        "date_en_mots": "La date telle qu’elle est connue.",
        "lieu": "Le lieu, vide quand il n’est pas connu.",
        "annule": "«\u00a0oui\u00a0» quand c’est annulé.",
        **_COMMON,
    }, event_rows),
    Dataset("observations", "Les observations des marches", {
        "marche": "La marche, par la fin de l’adresse de sa page.",
        "numero": "Le numéro de l’observation dans sa marche.",
        "nature": "Question, dysfonctionnement, point fort ou idée.",
        "sujet": "Le sujet.",
        "lieu": "Le lieu, avec des mots.",
        "observation": "Ce qui a été vu.",
        "statut": "Relevée, transmise, réponse reçue, programmée, réalisée ou sans suite.",
        "transmise_le": "Le jour de l’envoi, vide avant.",
        "reponse_le": "Le jour de la réponse, vide avant.",
        "exemple": _COMMON["exemple"],
    }, observation_rows),
    Dataset("commissions", "Les commissions", {
        "reference": "Un nom court qui ne change pas.", "nom": "Le nom.", **_COMMON,
    }, commission_rows),
    Dataset(
        "tirages", "Les tirages au sort", members.DRAW_COLUMNS | {"exemple": _COMMON["exemple"]}, members.draw_rows,
        members.DRAW_TYPES,
    ),
    Dataset("resultats", "Les résultats des questionnaires", RESULT_COLUMNS, result_rows),
]  # fmt: skip


@require_safe
def open_data(request):
    return render(request, "open_data.html", {"datasets": DATASETS, "formats": FORMATS})


@require_safe
def open_data_file(request, name, extension):
    """304 for who has it already: by the content, or by the moment of the last change where it is known."""
    dataset = _dataset(name)
    if extension not in FORMATS:
        raise Http404
    table = Table(dataset.title, dataset.columns, dataset.rows())
    response = file_response(table, extension, f"{settings.COUNCIL.slug}-{name}")
    response["ETag"] = etag = quote_etag(f"{fingerprint(as_json(table))}-{extension}")
    moment = _last_change(dataset)
    if moment:
        response["Last-Modified"] = http_date(moment)
    return get_conditional_response(request, etag=etag, last_modified=moment, response=response)


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


def _freshness(record) -> str:
    return f"état à {record.state_as_of}" if record.is_unconfirmed else ""
