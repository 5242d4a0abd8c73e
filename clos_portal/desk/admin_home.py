"""What the back office proposes first: the usual acts as plain cards, then what waits for somebody."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.template.defaultfilters import pluralize
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import User
from clos_portal.night.condition import Worry, worries
from council.models import ContactMessage
from events.models import PhotoRemovalRequest
from meetings.models import ActionItem, Meeting
from members.models import Candidacy
from proposals.models import Idea, Proposal
from surveys.models import FreeText, Survey
from surveys.models.recheck import lately_unsafe
from walks.models import Observation, ObservationPhotoRemovalRequest, ResidentReport


@dataclass(frozen=True)
class Task:
    """`page`: of the desk, the one that the permission speaks of unless said otherwise."""

    permission: str
    label: str
    help: str
    page: str = ""

    @property
    def url(self) -> str:
        """Empty while the page does not exist."""
        app, codename = self.permission.split(".")
        action, model = codename.split("_", 1)
        return _address(self.page or f"{app}_{model}_{'add' if action == 'add' else 'changelist'}")


@dataclass(frozen=True)
class TodoItem:
    sentence: str
    url: str


@dataclass(frozen=True)
class AdminHome:
    worries: list[Worry] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    todo: list[TodoItem] = field(default_factory=list)


TASKS = [
    Task("members.add_member", "Ajouter un membre", "Son nom, son collège, son portrait s’il est d’accord."),
    Task(
        "members.view_officiallist",
        "Voir la composition du Conseil",
        "La parité, les mandats qui finissent, la liste à envoyer.",
        page="members_composition",
    ),
    Task(
        "meetings.add_meeting",
        "Annoncer une réunion",
        "Le jour suffit. L’heure et le lieu peuvent venir plus tard.",
    ),
    Task("meetings.change_meeting", "Déplacer une réunion", "Changer sa date, son heure ou son lieu."),
    Task(
        "events.add_event",
        "Annoncer une fête ou une permanence",
        "Un événement du quartier, avec sa date et ses photos.",
    ),
    Task(
        "walks.change_walk", "Préparer une marche exploratoire", "Ses arrêts, ses feuilles à imprimer, puis la saisie."
    ),
    Task(
        "proposals.change_proposal",
        "Changer le statut d’une proposition",
        "Validée, en analyse, ou rejetée avec la raison.",
    ),
    Task("surveys.change_survey", "Ouvrir ou fermer le questionnaire", "Choisir les jours où les habitants répondent."),
    Task(
        "surveys.add_papersheet",
        "Saisir les feuilles de papier",
        "Choisir un lot, puis taper ce qui est coché.",
        page="surveys_paperbatch_changelist",
    ),
    Task("council.change_page", "Modifier une page", "Le texte de « Nous rejoindre », de l’aide, des mentions."),
    Task("council.view_contactmessage", "Lire les messages", "Ce que les habitants ont écrit au Conseil."),
    Task("accounts.add_user", "Inviter une personne", "Lui ouvrir un accès à cette administration."),
]


def admin_home(user: User) -> AdminHome:
    tasks = [task for task in TASKS if user.has_perm(task.permission) and task.url]
    wrong = worries(timezone.now()) if user.has_perm("clos_portal.view_jobrun") else []
    return AdminHome(worries=wrong, tasks=tasks, todo=_todo(user))


def _todo(user: User) -> list[TodoItem]:
    waiting = (_waiting(user, *what) for what in (*_gathered(timezone.localdate()), *_surveys(timezone.localdate())))
    return [item for item in waiting if item]


def _gathered(today: datetime.date) -> Iterator[tuple]:
    """Rows, their noun, what is so of them, the right to see it, and the filter of their list."""
    yield ContactMessage.objects.waiting(), "message", "sans réponse", "view", "reponse=attend"
    removals = {
        PhotoRemovalRequest: "de retrait de photo",
        ObservationPhotoRemovalRequest: "de retrait de photo de marche",
    }
    for model in removals:
        yield model.objects.undecided(), "photo", "à décider maintenant, retrait demandé", "view"
    for model, what in removals.items():
        yield model.objects.waiting(), "demande", what, "view"
    yield ResidentReport.objects.waiting(), "retour", "d’habitant à relire", "view", "moderation__exact=attend"
    yield Observation.objects.to_review(), "observation", "à relire", "change", "attente=relire"
    yield Candidacy.objects.waiting(), "candidature", "sans réponse", "view"
    yield Idea.objects.waiting(), "idée", "sans réponse", "change"
    decided = Proposal.objects.with_pending_decisions()
    yield decided, "proposition", "avec une décision à publier", "change", "attente=oui"
    silent, filters = Proposal.objects.real().without_news(today), "manque=nouvelles&is_example__exact=0"
    yield silent, "proposition", "sans nouvelle depuis 120 jours", "change", filters
    unwritten = Meeting.objects.without_adopted_minutes()
    yield unwritten, "réunion", "sans compte rendu adopté", "change", "manque=compte-rendu"
    yield ActionItem.objects.overdue(today), "décision", "en retard", "change", "suivi=retard"


def _surveys(today: datetime.date) -> Iterator[tuple]:
    real, state = Survey.objects.real(), Survey.State
    overdue = real.filter(state=state.OPEN, closes_on__lt=today)
    yield overdue, "questionnaire", "à fermer, le dernier jour est passé", "run", "state__exact=open"
    uncounted = real.filter(state=state.CLOSED, counted_on=None, published_on=None)
    yield uncounted, "questionnaire", "à compter", "run", "state__exact=closed"
    unread = real.filter(texts__decision=FreeText.Decision.TO_READ).distinct()
    yield unread, "questionnaire", "avec des textes à relire", "run"
    told = "dont les résultats ne sont plus publics\u00a0: ils laissaient retrouver un petit groupe"
    yield lately_unsafe(today), "questionnaire", told, "run"


def _waiting(user: User, rows: QuerySet, noun: str, state: str, action: str, query: str = "") -> TodoItem | None:
    name = rows.model._meta
    count = rows.count() if user.has_perm(f"{name.app_label}.{action}_{name.model_name}") else 0
    url = _address(f"{name.app_label}_{name.model_name}_changelist", query)
    return TodoItem(f"{count} {noun}{pluralize(count)} {state}", url) if count else None


def _address(page: str, query: str = "") -> str:
    try:
        return reverse(f"admin:{page}") + (f"?{query}" if query else "")
    except NoReverseMatch:
        return ""
