"""Who may do what: one test for each cell of the table, and the table whole."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from accounts.sign_in.authority import grantable_roles
from clos_portal.desk.roles import ROLES, apply_roles
from tests.accounts.make import enter, make_user
from tests.portal import kept_for_the_module

pytestmark = pytest.mark.django_db

COLUMNS = ["présidence", "rédaction", "saisie papier", "réponses de la Ville", "technique"]
LETTERS = {"v": "view", "a": "add", "c": "change", "d": "delete", "r": "run", "e": "export", "w": "answer"}
# v: see, a: add, c: change, d: delete, r: open and close, e: take raw answers,
# w: answer; one column a role, in the order above.
TABLE = """
accounts.User                   vac   -    -    -   vc
accounts.KnownPlace             -     -    -    -   -
accounts.Letter                 -     -    -    -   -
accounts.Sending                -     -    -    -   -
council.SiteIdentity            vac   v    -    -   v
council.AccessibilityStatement  vac   -    -    -   vac
council.Place                   vacd  vac  -    -   v
council.Partner                 vacd  vac  -    -   v
council.NeighbourFeed           vacd  -    -    -   -
council.NeighbourItem           -     -    -    -   -
council.Action                  vacd  vac  -    -   v
council.Page                    vacd  vac  -    -   v
council.GlossaryTerm            vacd  vac  -    -   v
council.ContactMessage          vcd   -    -    -   -
members.Member                  vacd  -    -    -   -
members.Mandate                 vacd  -    -    -   -
members.Commission              vacd  vc   -    -   v
members.CompositionRules        vac   -    -    -   -
members.OfficialList            vad   -    -    -   -
members.ListedSeat              -     -    -    -   -
members.Candidacy               vacd  -    a    -   -
members.CandidacyStep           -     -    -    -   -
members.Draw                    vacd  -    -    -   -
members.Ticket                  -     -    -    -   -
members.HeldTicket              -     -    -    -   -
meetings.Meeting                vacd  vac  -    -   v
meetings.Postponement           vacd  va   -    -   -
meetings.Attendance             vacd  -    -    -   -
events.Event                    vacd  vac  -    -   v
events.Photo                    vacd  vac  -    -   -
events.PhotoRemovalRequest      vcd   -    -    -   -
walks.Grid                      vacd  v    -    -   -
walks.Criterion                 vacd  v    -    -   -
walks.Walk                      vacd  vac  -    v   v
walks.Stop                      vacd  vac  -    v   -
walks.Observation               vacdw vac  -    vw  -
walks.StatusChange              v     v    -    v   -
walks.Dispatch                  va    v    -    v   -
walks.ObservationPhoto          vacd  vac  -    -   -
walks.ObservationPhotoRemovalRequest vcd - - - -
walks.ResidentReport            vcd   -    -    -   -
meetings.AgendaItem             vacd  vacd -    -   -
meetings.Guest                  vacd  -    -    -   -
meetings.QuorumRule             vacd  v    -    -   -
meetings.Minutes                vacd  vac  -    -   -
meetings.ActionItem             vacd  vac  -    -   -
meetings.Attachment             vacd  vacd -    -   -
surveys.Survey                  vacdre vac v    -   v
surveys.FreeText                vc    -    -    -   -
surveys.Section                 vacd  vacd -    -   -
surveys.Question                vacd  vacd -    -   -
surveys.QuestionLine            vacd  vacd -    -   -
surveys.Choice                  vacd  vacd -    -   -
surveys.PaperBatch              vacd  -    vac  -   -
surveys.PaperSheet              a     -    a    -   -
surveys.PaperCorrection         v     -    -    -   -
surveys.OneTimeCode             a     -    -    -   -
surveys.PosterNote              vac   vac  -    -   -
surveys.Hall                    vacd  vac  -    -   -
surveys.Posting                 vacd  vac  -    -   -
surveys.SurveyResponse          -     -    -    -   -
surveys.SurveyAnswer            -     -    -    -   -
surveys.PublishedResults        -     -    -    -   -
surveys.SurveyTranslation       -     -    -    -   -
surveys.SentToken               -     -    -    -   -
proposals.Chapter               vacd  v    -    v   v
proposals.Passage               vacd  vac  -    -   v
proposals.Proposal              vacd  vac  -    v   v
proposals.Decision              va    v    -    v   v
proposals.Milestone             vacd  vac  -    v   v
proposals.Agreement             vac   v    -    -   v
proposals.Candidate             -     -    -    -   -
proposals.Round                 vacdr vac  v    -   v
proposals.Voter                 -     -    -    -   -
proposals.Ballot                a     a    a    -   -
proposals.IdeaCall              vacd  v    -    -   -
proposals.Idea                  vcd   vc   -    -   -
proposals.ReferenceExample      vacd  vac  -    -   v
clos_portal.ContentPack         -     -    -    -   -
clos_portal.JobRun              v     -    -    -   v
"""
ROWS = {
    label: dict(zip(COLUMNS, rights, strict=True))
    for label, *rights in (line.split() for line in TABLE.split("\n") if line)
}
CELLS = [
    (role, label, action, letter in rights[role])
    for label, rights in ROWS.items()
    for role in COLUMNS
    for letter, action in LETTERS.items()
]


@pytest.fixture(autouse=True)
def _roles(db):
    """The migration made them; a test that empties the whole database may have run before."""
    if not Group.objects.exists():
        apply_roles()


def person(role):
    user = make_user()
    user.groups.set([Group.objects.get(name=role)])
    return user


def room_models():
    models = [model for room in settings.ROOMS for model in apps.get_app_config(room).get_models()]
    return {model._meta.label for model in models if not model.__name__.startswith("Historical")}


@pytest.fixture(scope="module")
def granted(django_db_setup, django_db_blocker):
    """What a person of each role may do, asked once for the thousands of cells."""
    found = {}

    def ask():
        apply_roles()
        found.update((role, person(role).get_all_permissions()) for role in COLUMNS)

    yield from (found for _ in kept_for_the_module(django_db_blocker, ask))


@pytest.mark.once
@pytest.mark.parametrize(("role", "label", "action", "allowed"), CELLS, ids=lambda value: str(value))
def test_a_role_may_do_this_and_only_this(granted, role, label, action, allowed):
    room, model = label.lower().split(".")
    assert (f"{room}.{action}_{model}" in granted[role]) is allowed


def test_every_model_of_the_house_has_its_line_in_the_table():
    assert room_models() == set(ROWS)


def test_the_code_names_only_what_exists():
    wanted = {
        (label.lower(), action) for rights in ROLES.values() for label, actions in rights.items() for action in actions
    }
    stored = Permission.objects.filter(group__name__in=ROLES).select_related("content_type")
    found = {(f"{p.content_type.app_label}.{p.content_type.model}", p.codename.split("_")[0]) for p in stored}
    assert wanted == found


def test_the_table_may_be_applied_again_and_takes_back_what_was_added_by_hand():
    group = Group.objects.get(name="saisie papier")
    before = set(group.permissions.all())
    group.permissions.add(*Permission.objects.filter(codename="delete_user"))
    apply_roles()
    assert set(group.permissions.all()) == before
    assert Group.objects.count() == len(ROLES)


def test_the_president_can_hand_out_every_role():
    assert {role.name for role in grantable_roles(person("présidence"))} == set(ROLES)


@pytest.mark.parametrize("role", ["rédaction", "saisie papier", "réponses de la Ville", "technique"])
def test_nobody_else_can_make_a_president(role):
    assert "présidence" not in {role.name for role in grantable_roles(person(role))}


@pytest.mark.parametrize("role", COLUMNS)
def test_nobody_but_the_site_technician_reads_secret_or_system_tables(role):
    apps_seen = {permission.split(".")[0] for permission in person(role).get_all_permissions()}
    assert apps_seen <= set(settings.ROOMS)


def test_the_editor_is_refused_the_messages_and_the_president_reads_them(client):
    page = reverse("admin:council_contactmessage_changelist")
    assert enter(client, person("rédaction")).get(page).status_code == 403
    assert enter(client, person("présidence")).get(page).status_code == 200


@pytest.mark.parametrize("role", COLUMNS)
def test_each_role_opens_its_first_page(client, role):
    page = enter(client, person(role)).get(reverse("admin:index"))
    assert page.status_code == 200
    assert page.context["app_list"], "the role opens nothing"
