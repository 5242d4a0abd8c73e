"""Open data: what the pages show, as CSV, JSON, XLSX and ODS, with nothing about persons. Licence Ouverte / Etalab 2.0."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.models import Meeting
from members.models import Commission
from proposals.models import Proposal
from publishing.spreadsheet import Table, file_response
from surveys.open_results import COLUMNS as RESULT_COLUMNS
from surveys.open_results import result_rows

FORMATS = {
    "xlsx": "pour un tableur (XLSX)",
    "ods": "pour un tableur libre (ODS)",
    "csv": "pour tout tableur (CSV)",
    "json": "pour un programme (JSON)",
}


@dataclass(frozen=True)
class Dataset:
    name: str
    title: str
    columns: dict[str, str]
    rows: Callable[[], list[dict]]


def proposal_rows() -> list[dict]:
    proposals = Proposal.objects.published().select_related("chapter").with_commissions().order_by("number")
    return [
        {
            "numero": proposal.number,
            "titre": proposal.title,
            "chapitre": proposal.chapter.name if proposal.chapter else "",
            "chapitre_a_confirmer": "oui" if proposal.chapter and proposal.is_chapter_inferred else "",
            "commissions": " | ".join(commission.name for commission in proposal.commissions.all()),
            "statut": proposal.get_status_display(),
            "information": _freshness(proposal),
            "exemple": "exemple" if proposal.is_example else "",
        }
        for proposal in proposals
    ]


def meeting_rows() -> list[dict]:
    meetings = Meeting.objects.published().select_related("place", "commission").in_order()
    return [
        {
            "reference": meeting.reference,
            "titre": meeting.title,
            "nature": meeting.get_kind_display(),
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
    Dataset("propositions", "Les propositions", {
        "numero": "Le numéro de la proposition sur ce portail.",
        "titre": "Le titre, vide quand il n’est pas encore connu.",
        "chapitre": "Le chapitre, vide quand il n’est pas connu.",
        "chapitre_a_confirmer": "«\u00a0oui\u00a0» quand le chapitre a été déduit.",
        "commissions": "Les commissions, séparées par une barre.",
        "statut": "Validée, rejetée, en analyse ou à compléter.",
        **_COMMON,
    }, proposal_rows),
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
    Dataset("commissions", "Les commissions", {
        "reference": "Un nom court qui ne change pas.", "nom": "Le nom.", **_COMMON,
    }, commission_rows),
    Dataset("resultats", "Les résultats des questionnaires", RESULT_COLUMNS, result_rows),
]  # fmt: skip


@require_safe
def open_data(request):
    return render(request, "open_data.html", {"datasets": DATASETS, "formats": FORMATS})


@require_safe
def open_data_file(request, name, extension):
    dataset = next((dataset for dataset in DATASETS if dataset.name == name), None)
    if dataset is None or extension not in FORMATS:
        raise Http404
    table = Table(dataset.title, dataset.columns, dataset.rows())
    return file_response(table, extension, f"conseil-citoyen-des-clos-{name}")


def _freshness(record) -> str:
    return f"état à {record.state_as_of}" if record.is_unconfirmed else ""
