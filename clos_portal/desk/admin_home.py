"""What the back office proposes first: the usual gestures as plain cards, then what waits for somebody."""

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
    label: str
    help: str
    page: str
    permission: str
    query: str = ""

    @property
    def url(self) -> str:
        """Empty while the page does not exist."""
        return _address(self.page, self.query)


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
    Task(
        "Ajouter un membre",
        "Son nom, son collège, son portrait s’il est d’accord.",
        "members_member_add",
        "members.add_member",
    ),
    Task(
        "Voir la composition du Conseil",
        "La parité, les mandats qui finissent, la liste à envoyer.",
        "members_composition",
        "members.view_officiallist",
    ),
    Task(
        "Annoncer une réunion",
        "Le jour suffit. L’heure et le lieu peuvent venir plus tard.",
        "meetings_meeting_add",
        "meetings.add_meeting",
    ),
    Task(
        "Déplacer une réunion",
        "Changer sa date, son heure ou son lieu.",
        "meetings_meeting_changelist",
        "meetings.change_meeting",
    ),
    Task(
        "Annoncer une fête ou une permanence",
        "Un événement du quartier, avec sa date et ses photos.",
        "events_event_add",
        "events.add_event",
    ),
    Task(
        "Préparer une marche exploratoire",
        "Ses arrêts, ses feuilles à imprimer, puis la saisie.",
        "walks_walk_changelist",
        "walks.change_walk",
    ),
    Task(
        "Changer le statut d’une proposition",
        "Validée, en analyse, ou rejetée avec la raison.",
        "proposals_proposal_changelist",
        "proposals.change_proposal",
    ),
    Task(
        "Ouvrir ou fermer le questionnaire",
        "Choisir les jours où les habitants répondent.",
        "surveys_survey_changelist",
        "surveys.change_survey",
    ),
    Task(
        "Saisir les feuilles de papier",
        "Choisir un lot, puis taper ce qui est coché.",
        "surveys_paperbatch_changelist",
        "surveys.add_papersheet",
    ),
    Task(
        "Modifier une page",
        "Le texte de « Nous rejoindre », de l’aide, des mentions.",
        "council_page_changelist",
        "council.change_page",
    ),
    Task(
        "Lire les messages",
        "Ce que les habitants ont écrit au Conseil.",
        "council_contactmessage_changelist",
        "council.view_contactmessage",
    ),
    Task(
        "Inviter une personne", "Lui ouvrir un accès à cette administration.", "accounts_user_add", "accounts.add_user"
    ),
]


def admin_home(user: User) -> AdminHome:
    tasks = [task for task in TASKS if user.has_perm(task.permission) and task.url]
    wrong = worries(timezone.now()) if user.has_perm("clos_portal.view_jobrun") else []
    return AdminHome(worries=wrong, tasks=tasks, todo=_todo(user))


def _todo(user: User) -> list[TodoItem]:
    items = [
        _waiting(user, ContactMessage.objects.waiting(), "message", "sans réponse", "view", "reponse=attend"),
        _waiting(
            user, PhotoRemovalRequest.objects.undecided(), "photo", "à décider maintenant, retrait demandé", "view"
        ),
        _waiting(
            user,
            ObservationPhotoRemovalRequest.objects.undecided(),
            "photo",
            "à décider maintenant, retrait demandé",
            "view",
        ),
        _waiting(user, PhotoRemovalRequest.objects.waiting(), "demande", "de retrait de photo", "view"),
        _waiting(
            user, ObservationPhotoRemovalRequest.objects.waiting(), "demande", "de retrait de photo de marche", "view"
        ),
        _waiting(
            user, ResidentReport.objects.waiting(), "retour", "d’habitant à relire", "view", "moderation__exact=attend"
        ),
        _waiting(user, Observation.objects.to_review(), "observation", "à relire", "change", "attente=relire"),
        _waiting(user, Candidacy.objects.waiting(), "candidature", "sans réponse", "view"),
        _waiting(user, Idea.objects.waiting(), "idée", "sans réponse", "change"),
        _waiting(
            user,
            Proposal.objects.with_pending_decisions(),
            "proposition",
            "avec une décision à publier",
            "change",
            "attente=oui",
        ),
        _waiting(
            user,
            Proposal.objects.real().without_news(timezone.localdate()),
            "proposition",
            "sans nouvelle depuis 120 jours",
            "change",
            "manque=nouvelles&is_example__exact=0",
        ),
        _waiting(
            user,
            Meeting.objects.without_adopted_minutes(),
            "réunion",
            "sans compte rendu adopté",
            "change",
            "manque=compte-rendu",
        ),
        _waiting(
            user, ActionItem.objects.overdue(timezone.localdate()), "décision", "en retard", "change", "suivi=retard"
        ),
        *_surveys(user),
    ]
    return [item for item in items if item]


def _surveys(user: User) -> list[TodoItem | None]:
    real, state = Survey.objects.real(), Survey.State
    overdue = real.filter(state=state.OPEN, closes_on__lt=timezone.localdate())
    uncounted = real.filter(state=state.CLOSED, counted_on=None, published_on=None)
    unread = real.filter(texts__decision=FreeText.Decision.TO_READ).distinct()
    return [
        _waiting(user, overdue, "questionnaire", "à fermer, le dernier jour est passé", "run", "state__exact=open"),
        _waiting(user, uncounted, "questionnaire", "à compter", "run", "state__exact=closed"),
        _waiting(user, unread, "questionnaire", "avec des textes à relire", "run"),
        _waiting(
            user,
            lately_unsafe(timezone.localdate()),
            "questionnaire",
            "dont les résultats ne sont plus publics : ils laissaient retrouver un petit groupe",
            "run",
        ),
    ]


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
