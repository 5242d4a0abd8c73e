"""Who may do what in the back office. One person has one role; what is not written here is forbidden.

Raw answers to a questionnaire are in nobody's list: no page of the back office shows them. The presidency may download
them as a file, after typing its password again.
"""

from django.apps import apps as installed_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db.models import Q

READ = ("view",)
EDIT = ("view", "change")
ADD = ("view", "add")
WRITE = ("view", "add", "change")
TREAT = ("view", "change", "delete")
EVERYTHING = ("view", "add", "change", "delete")

ROLES = {
    "présidence": {
        "accounts.User": WRITE,
        "council.SiteIdentity": WRITE,
        "council.AccessibilityStatement": WRITE,
        "council.Place": EVERYTHING,
        "council.Partner": EVERYTHING,
        "council.NeighbourFeed": EVERYTHING,
        "council.Action": EVERYTHING,
        "council.Page": EVERYTHING,
        "council.GlossaryTerm": EVERYTHING,
        "council.ContactMessage": TREAT,
        "members.Member": EVERYTHING,
        "members.Mandate": EVERYTHING,
        "members.Commission": EVERYTHING,
        "members.CompositionRules": WRITE,
        "members.OfficialList": ("view", "add", "delete"),
        "members.Candidacy": EVERYTHING,
        "members.Draw": EVERYTHING,
        "meetings.Meeting": EVERYTHING,
        "meetings.Postponement": EVERYTHING,
        "meetings.Attendance": EVERYTHING,
        "events.Event": EVERYTHING,
        "events.Photo": EVERYTHING,
        "events.PhotoRemovalRequest": TREAT,
        "walks.Grid": EVERYTHING,
        "walks.Criterion": EVERYTHING,
        "walks.Walk": EVERYTHING,
        "walks.Stop": EVERYTHING,
        "walks.Observation": (*EVERYTHING, "answer"),
        "walks.StatusChange": READ,
        "walks.Dispatch": ADD,
        "walks.ObservationPhoto": EVERYTHING,
        "walks.ObservationPhotoRemovalRequest": TREAT,
        "walks.ResidentReport": TREAT,
        "meetings.AgendaItem": EVERYTHING,
        "meetings.Guest": EVERYTHING,
        "meetings.QuorumRule": EVERYTHING,
        "meetings.Minutes": EVERYTHING,
        "meetings.ActionItem": EVERYTHING,
        "meetings.Attachment": EVERYTHING,
        "surveys.Survey": (*EVERYTHING, "run", "export"),
        "surveys.FreeText": EDIT,
        "surveys.Section": EVERYTHING,
        "surveys.Question": EVERYTHING,
        "surveys.QuestionLine": EVERYTHING,
        "surveys.Choice": EVERYTHING,
        "surveys.PaperBatch": EVERYTHING,
        "surveys.PaperSheet": ("add",),
        "surveys.PaperCorrection": READ,
        "surveys.OneTimeCode": ("add",),
        "surveys.PosterNote": WRITE,
        "surveys.Hall": EVERYTHING,
        "surveys.Posting": EVERYTHING,
        "proposals.Chapter": EVERYTHING,
        "proposals.Passage": EVERYTHING,
        "proposals.Proposal": EVERYTHING,
        "proposals.Decision": ADD,
        "proposals.Milestone": EVERYTHING,
        "proposals.Agreement": WRITE,
        "proposals.Round": (*EVERYTHING, "run"),
        "proposals.Ballot": ("add",),
        "proposals.IdeaCall": EVERYTHING,
        "proposals.Idea": TREAT,
        "proposals.ReferenceExample": EVERYTHING,
        "clos_portal.JobRun": READ,
    },
    "rédaction": {
        "council.SiteIdentity": READ,
        "council.Place": WRITE,
        "council.Partner": WRITE,
        "council.Action": WRITE,
        "council.Page": WRITE,
        "council.GlossaryTerm": WRITE,
        "members.Commission": EDIT,
        "meetings.Meeting": WRITE,
        "meetings.Postponement": ADD,
        "events.Event": WRITE,
        "events.Photo": WRITE,
        "walks.Grid": READ,
        "walks.Criterion": READ,
        "walks.Walk": WRITE,
        "walks.Stop": WRITE,
        "walks.Observation": WRITE,
        "walks.StatusChange": READ,
        "walks.Dispatch": READ,
        "walks.ObservationPhoto": WRITE,
        "meetings.AgendaItem": EVERYTHING,
        "meetings.QuorumRule": READ,
        "meetings.Minutes": WRITE,
        "meetings.ActionItem": WRITE,
        "meetings.Attachment": EVERYTHING,
        "surveys.Survey": WRITE,
        "surveys.Section": EVERYTHING,
        "surveys.Question": EVERYTHING,
        "surveys.QuestionLine": EVERYTHING,
        "surveys.Choice": EVERYTHING,
        "surveys.PosterNote": WRITE,
        "surveys.Hall": WRITE,
        "surveys.Posting": WRITE,
        "proposals.Chapter": READ,
        "proposals.Passage": WRITE,
        "proposals.Proposal": WRITE,
        "proposals.Decision": READ,
        "proposals.Milestone": WRITE,
        "proposals.Agreement": READ,
        "proposals.Round": WRITE,
        "proposals.Ballot": ("add",),
        "proposals.IdeaCall": READ,
        "proposals.Idea": EDIT,
        "proposals.ReferenceExample": WRITE,
    },
    "saisie papier": {
        "proposals.Round": READ,
        "proposals.Ballot": ("add",),
        "surveys.Survey": READ,
        "surveys.PaperBatch": WRITE,
        "surveys.PaperSheet": ("add",),
        "members.Candidacy": ("add",),
    },
    "réponses de la Ville": {
        "walks.Walk": READ,
        "walks.Stop": READ,
        "walks.Observation": (*READ, "answer"),
        "walks.StatusChange": READ,
        "walks.Dispatch": READ,
        "proposals.Chapter": READ,
        "proposals.Proposal": READ,
        "proposals.Decision": READ,
        "proposals.Milestone": READ,
    },
    "technique": {
        "accounts.User": EDIT,
        "council.SiteIdentity": READ,
        "council.AccessibilityStatement": WRITE,
        "council.Place": READ,
        "council.Partner": READ,
        "council.Action": READ,
        "council.Page": READ,
        "council.GlossaryTerm": READ,
        "members.Commission": READ,
        "meetings.Meeting": READ,
        "events.Event": READ,
        "walks.Walk": READ,
        "surveys.Survey": READ,
        "proposals.Chapter": READ,
        "proposals.Passage": READ,
        "proposals.Proposal": READ,
        "proposals.Decision": READ,
        "proposals.Milestone": READ,
        "proposals.Agreement": READ,
        "proposals.Round": READ,
        "proposals.ReferenceExample": READ,
        "clos_portal.JobRun": READ,
    },
}


def apply_roles(apps=installed_apps) -> None:
    """Makes the groups say exactly what the table says. May run again and again, also inside a migration."""
    for room in settings.ROOMS:
        create_permissions(installed_apps.get_app_config(room), verbosity=0, apps=apps)
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for role, rights in ROLES.items():
        group, _ = group_model.objects.get_or_create(name=role)
        group.permissions.set(permission_model.objects.filter(_named(rights)))


def _named(rights: dict[str, tuple[str, ...]]) -> Q:
    wanted = Q(pk=None)
    for label, actions in rights.items():
        room, model = label.lower().split(".")
        wanted |= Q(content_type__app_label=room, codename__in=[f"{action}_{model}" for action in actions])
    return wanted
