"""The proposals and their decisions as open data: what the pages show, nothing else; nothing about persons."""

import datetime
from collections.abc import Iterator

from django.db.models import Max, Q

from proposals.models import Decision, Milestone, Proposal, Round, RoundState
from publishing.feeds.address import absolute
from publishing.publishable import Publication

SEPARATOR = " | "
PROPOSAL_COLUMNS = {
    "numero": "Le repère de la proposition sur ce portail.",
    "titre": "Le titre, vide quand il n’est pas encore connu.",
    "chapitre": "Le chapitre, vide quand il n’est pas connu.",
    "chapitre_a_confirmer": "«\u00a0oui\u00a0» quand le chapitre a été déduit.",
    "commissions": "Les commissions, séparées par une barre.",
    "statut": "Validée, rejetée, en analyse ou à compléter.",
    "raison": "Les mots de la dernière décision publiée.",
    "partagee_avec_les_elus": "«\u00a0oui\u00a0» quand les élus l’ont reçue.",
    "partagee_le": "Le jour (année-mois-jour), vide quand il n’est pas connu.",
    "origine": "D’où vient l’idée, vide quand on ne sait pas.",
    "responsable": "L’organisme qui s’en occupe, vide quand on ne sait pas.",
    "mise_en_place": "Non commencée, en cours, réalisée ou abandonnée\u00a0; vide quand on ne sait pas.",
    "constat": "Ce que l’on a remarqué.",
    "objectif": "Ce que la proposition veut changer.",
    "description": "Ce qu’il faudrait faire.",
    "lieu": "L’endroit du quartier.",
    "public": "Les personnes à qui cela sert.",
    "partenaires": "Ceux qui peuvent aider.",
    "cout_en_euros": "Le coût estimé, vide quand il n’est pas connu.",
    "cout_estime_le": "Le jour de l’estimation (année-mois-jour).",
    "calendrier": "Quand cela peut se faire.",
    "adresse": "La page de la proposition.",
}
PROPOSAL_TYPES = {"numero": "integer", "cout_en_euros": "integer", "partagee_le": "date", "cout_estime_le": "date"}
DECISION_COLUMNS = {
    "proposition": "Le repère de la proposition sur ce portail.",
    "titre": "Le titre de la proposition.",
    "ligne": "La place de la décision dans le journal, 1 pour la première.",
    "date": "Le jour (année-mois-jour), vide quand il n’est pas exact.",
    "date_en_mots": "La date telle qu’elle est connue.",
    "decision": "Validée, rejetée ou en analyse.",
    "decidee_par": "Qui a décidé, vide quand on ne sait pas.",
    "raison": "Pourquoi, en mots simples.",
    "document": "Le document de la décision.",
    "adresse_du_document": "Sa page sur internet.",
}
DECISION_TYPES = {"proposition": "integer", "ligne": "integer", "date": "date"}
MILESTONE_COLUMNS = {
    "proposition": "Le repère de la proposition sur ce portail.",
    "titre": "Le titre de la proposition.",
    "etape": "Ce qui est fait, ou sera fait.",
    "etat": "Prévue, déplacée ou faite.",
    "date": "Le jour (année-mois-jour), vide quand il n’est pas exact.",
    "date_en_mots": "La date telle qu’elle est connue.",
    "prevue_d_abord": "La première date prévue, quand elle a changé.",
    "pourquoi_deplacee": "Pourquoi la date a changé.",
    "preuve": "Le nom de la preuve.",
    "adresse_de_la_preuve": "Sa page sur internet.",
}
MILESTONE_TYPES = {"proposition": "integer", "date": "date"}
PRIORITY_COLUMNS = {
    "mise_en_ordre": "Le titre du vote des membres.",
    "publiee_le": "Le jour où l’ordre a été publié (année-mois-jour).",
    "place": "La place, la même pour les ex æquo.",
    "proposition": "Le repère de la proposition sur ce portail.",
    "titre": "Le titre de la proposition, vide si elle a été retirée du site.",
    "bulletins": "Combien de bulletins ont été comptés.",
}
PRIORITY_TYPES = dict.fromkeys(["place", "proposition", "bulletins"], "integer") | {"publiee_le": "date"}


def proposal_rows() -> list[dict]:
    proposals = Proposal.objects.published().select_related("chapter").with_commissions().with_reason()
    return [_proposal(proposal) | _origin(proposal) for proposal in proposals.order_by("number")]


def decision_rows() -> list[dict]:
    """The public journal, oldest first."""
    lines = Decision.objects.published().order_by("proposal__number", "line")
    return [_decision(line) | _origin(line, line.proposal.is_example) for line in lines]


def milestone_rows() -> list[dict]:
    """The public steps of the carrying out, by proposal."""
    return [
        _milestone(m) for m in Milestone.objects.of_public_proposals().order_by("proposal__number", "starts_on", "pk")
    ]


def priority_rows() -> list[dict]:
    """The published orders, place by place."""
    public = set(Proposal.objects.published().values_list("number", flat=True))
    rounds = Round.objects.filter(state=RoundState.PUBLISHED).order_by("published_on", "pk")
    return [_place(round, place, public) for round in rounds for place in round.result["places"]]


def last_change() -> datetime.datetime | None:
    """When what the public sees last changed by somebody's hand; work on what was never public does not show."""
    shown = {Proposal: Proposal.objects.published(), Milestone: Milestone.objects.of_public_proposals()}
    moments = [_last_change(model, rows) for model, rows in shown.items()]
    return max(filter(None, moments), default=None)


def _last_change(model, public_rows) -> datetime.datetime | None:
    was_public = Q(publication=Publication.WITHDRAWN) | Q(history_type="-", publication=Publication.PUBLISHED)
    shown = model.history.filter(Q(id__in=public_rows.values("pk")) | was_public)
    return shown.aggregate(last=Max("history_date"))["last"]


def _proposal(p: Proposal) -> dict:
    return dict(zip(PROPOSAL_COLUMNS, _proposal_cells(p), strict=True))


def _proposal_cells(p: Proposal) -> Iterator:
    yield from (p.number, p.title, p.chapter.name if p.chapter else "", _yes(p.chapter and p.is_chapter_inferred))
    yield SEPARATOR.join(commission.name for commission in p.commissions.all())
    yield from (p.get_status_display(), p.public_reason or "", _yes(p.is_shared), _iso(p.shared_on))
    yield from (p.get_origin_display(), p.get_responsible_display())
    yield from (p.get_delivery_display(), p.finding, p.objective, p.description, p.location, p.audience, p.partners)
    yield from ("" if p.cost is None else p.cost, _iso(p.cost_estimated_on), p.schedule, absolute(p.get_absolute_url()))


def _decision(line: Decision) -> dict:
    return {
        "proposition": line.proposal.number,
        "titre": line.proposal.title,
        "ligne": line.line,
        "date": line.when.iso if line.when.is_exact else "",
        "date_en_mots": line.when.label,
        "decision": line.get_status_display(),
        "decidee_par": line.decided_by,
        "raison": line.reason,
        "document": line.document_title,
        "adresse_du_document": line.document_link,
    }


def _milestone(milestone: Milestone) -> dict:
    return {
        "proposition": milestone.proposal.number,
        "titre": milestone.proposal.title,
        "etape": milestone.title,
        "etat": milestone.get_state_display(),
        "date": milestone.when.iso if milestone.when.is_exact else "",
        "date_en_mots": milestone.when.label,
        "prevue_d_abord": milestone.first_expected,
        "pourquoi_deplacee": milestone.moved_because,
        "preuve": milestone.proof_title,
        "adresse_de_la_preuve": milestone.proof_link,
        "information": "",
        "exemple": "exemple" if milestone.proposal.is_example else "",
    }


def _origin(record, is_example=None) -> dict:
    invented = record.is_example if is_example is None else is_example
    return {
        "information": f"état à {record.state_as_of}" if record.is_unconfirmed else "",
        "exemple": "exemple" if invented else "",
    }


def _place(round: Round, place: dict, public: set[int]) -> dict:
    return {
        "mise_en_ordre": round.title,
        "publiee_le": round.published_on.isoformat(),
        "place": place["rank"],
        "proposition": place["number"],
        "titre": place["title"] if place["number"] in public else "",
        "bulletins": round.result["ballots"],
        "information": "",
        "exemple": "exemple" if round.is_example else "",
    }


def _yes(is_so) -> str:
    return "oui" if is_so else ""


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
