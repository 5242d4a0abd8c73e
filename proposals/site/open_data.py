"""The proposals and their decisions as open data: what the pages show, nothing else; nothing about persons."""

import datetime
from collections.abc import Iterator
from types import SimpleNamespace

from django.db.models import Max, Q

from proposals.models import Decision, Milestone, Proposal, Round, RoundState
from publishing.feeds.address import absolute
from publishing.publishable import Publication
from publishing.sheets.dataset import INFORMATION, INVENTED, ORIGIN, Dataset, exact_day, example_mark, iso_day, origin

SEPARATOR = " | "
EXAMPLE_OF_ITS_PROPOSAL = (INVENTED, lambda line: example_mark(line.proposal))


def last_change() -> datetime.datetime | None:
    """When what the public sees last changed by somebody's hand; work on what was never public does not show."""
    shown = {Proposal: Proposal.objects.published(), Milestone: Milestone.objects.of_public_proposals()}
    moments = [_last_change(model, rows) for model, rows in shown.items()]
    return max(filter(None, moments), default=None)


def _last_change(model, public_rows) -> datetime.datetime | None:
    was_public = Q(publication=Publication.WITHDRAWN) | Q(history_type="-", publication=Publication.PUBLISHED)
    shown = model.history.filter(Q(id__in=public_rows.values("pk")) | was_public)
    return shown.aggregate(last=Max("history_date"))["last"]


def _yes(is_so) -> str:
    return "oui" if is_so else ""


def _commissions(proposal: Proposal) -> str:
    return SEPARATOR.join(commission.name for commission in proposal.commissions.all())


PROPOSALS = Dataset.of(
    lambda: Proposal.objects.published().select_related("chapter").with_commissions().with_reason().order_by("number"),
    "propositions",
    "Les propositions",
    {
        "numero": ("Le repère de la proposition sur ce portail.", "number"),
        "titre": ("Le titre, vide quand il n’est pas encore connu.", "title"),
        "chapitre": ("Le chapitre, vide quand il n’est pas connu.", lambda p: p.chapter.name if p.chapter else ""),
        "chapitre_a_confirmer": (
            "«\u00a0oui\u00a0» quand le chapitre a été déduit.",
            lambda p: _yes(p.chapter and p.is_chapter_inferred),
        ),
        "commissions": ("Les commissions, séparées par une barre.", _commissions),
        "statut": ("Validée, rejetée, en analyse ou à compléter.", Proposal.get_status_display),
        "raison": ("Les mots de la dernière décision publiée.", lambda p: p.public_reason or ""),
        "partagee_avec_les_elus": ("«\u00a0oui\u00a0» quand les élus l’ont reçue.", lambda p: _yes(p.is_shared)),
        "partagee_le": (
            "Le jour (année-mois-jour), vide quand il n’est pas connu.",
            lambda p: iso_day(p.shared_on),
        ),
        "origine": ("D’où vient l’idée, vide quand on ne sait pas.", Proposal.get_origin_display),
        "responsable": (
            "L’organisme qui s’en occupe, vide quand on ne sait pas.",
            Proposal.get_responsible_display,
        ),
        "mise_en_place": (
            "Non commencée, en cours, réalisée ou abandonnée\u00a0; vide quand on ne sait pas.",
            Proposal.get_delivery_display,
        ),
        "constat": ("Ce que l’on a remarqué.", "finding"),
        "objectif": ("Ce que la proposition veut changer.", "objective"),
        "description": ("Ce qu’il faudrait faire.", "description"),
        "lieu": ("L’endroit du quartier.", "location"),
        "public": ("Les personnes à qui cela sert.", "audience"),
        "partenaires": ("Ceux qui peuvent aider.", "partners"),
        "cout_en_euros": (
            "Le coût estimé, vide quand il n’est pas connu.",
            lambda p: "" if p.cost is None else p.cost,
        ),
        "cout_estime_le": ("Le jour de l’estimation (année-mois-jour).", lambda p: iso_day(p.cost_estimated_on)),
        "calendrier": ("Quand cela peut se faire.", "schedule"),
        "adresse": ("La page de la proposition.", lambda p: absolute(p.get_absolute_url())),
    }
    | ORIGIN,
    types={"numero": "integer", "cout_en_euros": "integer", "partagee_le": "date", "cout_estime_le": "date"},
    last_change=last_change,
)
DECISIONS = Dataset.of(
    lambda: Decision.objects.published().order_by("proposal__number", "line"),
    "decisions",
    "Les décisions",
    {
        "proposition": ("Le repère de la proposition sur ce portail.", "proposal.number"),
        "titre": ("Le titre de la proposition.", "proposal.title"),
        "ligne": ("La place de la décision dans le journal, 1 pour la première.", "line"),
        "date": ("Le jour (année-mois-jour), vide quand il n’est pas exact.", exact_day),
        "date_en_mots": ("La date telle qu’elle est connue.", "when.label"),
        "decision": ("Validée, rejetée ou en analyse.", Decision.get_status_display),
        "decidee_par": ("Qui a décidé, vide quand on ne sait pas.", "decided_by"),
        "raison": ("Pourquoi, en mots simples.", "reason"),
        "document": ("Le document de la décision.", "document_title"),
        "adresse_du_document": ("Sa page sur internet.", "document_link"),
        "information": (INFORMATION, origin),
        "exemple": EXAMPLE_OF_ITS_PROPOSAL,
    },
    types={"proposition": "integer", "ligne": "integer", "date": "date"},
    last_change=last_change,
)
MILESTONES = Dataset.of(
    lambda: Milestone.objects.of_public_proposals().order_by("proposal__number", "starts_on", "pk"),
    "etapes",
    "Les étapes de la mise en place",
    {
        "proposition": ("Le repère de la proposition sur ce portail.", "proposal.number"),
        "titre": ("Le titre de la proposition.", "proposal.title"),
        "etape": ("Ce qui est fait, ou sera fait.", "title"),
        "etat": ("Prévue, déplacée ou faite.", Milestone.get_state_display),
        "date": ("Le jour (année-mois-jour), vide quand il n’est pas exact.", exact_day),
        "date_en_mots": ("La date telle qu’elle est connue.", "when.label"),
        "prevue_d_abord": ("La première date prévue, quand elle a changé.", "first_expected"),
        "pourquoi_deplacee": ("Pourquoi la date a changé.", "moved_because"),
        "preuve": ("Le nom de la preuve.", "proof_title"),
        "adresse_de_la_preuve": ("Sa page sur internet.", "proof_link"),
        "information": (INFORMATION, lambda milestone: ""),
        "exemple": EXAMPLE_OF_ITS_PROPOSAL,
    },
    types={"proposition": "integer", "date": "date"},
    last_change=last_change,
)


def _places() -> Iterator[SimpleNamespace]:
    """The published orders, place by place."""
    public = set(Proposal.objects.published().values_list("number", flat=True))
    for published in Round.objects.filter(state=RoundState.PUBLISHED).order_by("published_on", "pk"):
        for place in published.result["places"]:
            title = place["title"] if place["number"] in public else ""
            yield SimpleNamespace(round=published, rank=place["rank"], number=place["number"], title=title)


PRIORITIES = Dataset.of(
    _places,
    "priorites",
    "Les priorités des membres",
    {
        "mise_en_ordre": ("Le titre du vote des membres.", "round.title"),
        "publiee_le": (
            "Le jour où l’ordre a été publié (année-mois-jour).",
            lambda place: place.round.published_on.isoformat(),
        ),
        "place": ("La place, la même pour les ex æquo.", "rank"),
        "proposition": ("Le repère de la proposition sur ce portail.", "number"),
        "titre": ("Le titre de la proposition, vide si elle a été retirée du site.", "title"),
        "bulletins": ("Combien de bulletins ont été comptés.", lambda place: place.round.result["ballots"]),
        "information": (INFORMATION, lambda place: ""),
        "exemple": (INVENTED, lambda place: example_mark(place.round)),
    },
    types=dict.fromkeys(["place", "proposition", "bulletins"], "integer") | {"publiee_le": "date"},
)
