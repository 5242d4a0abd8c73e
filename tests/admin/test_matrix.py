"""Each person, each page of the back office, read and sent: who is not allowed is refused, and changes nothing.

What a form of a list needs comes from its model; what the other pages need is written here. A new page without its
line fails.
"""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from clos_portal.desk.roles import ROLES
from tests.admin.make import keeps_versions
from tests.routes import every_route

pytestmark = pytest.mark.django_db
GENERIC = {
    "changelist": ["view", "change"],
    "add": ["add"],
    "change": ["view", "change"],
    "delete": ["delete"],
    "history": ["view", "change"],
    "simple_history": ["view", "change"],
}
# The name of a page of one room, and every right that it needs: none for a blank paper.
NEEDS = """
members_composition              members.view_mandate members.view_officiallist
members_composition_file         members.view_mandate members.view_officiallist
members_composition_record       members.add_officiallist
members_candidacy_act            members.change_candidacy
members_candidacy_answer         members.change_candidacy
members_draw_tickets             members.change_draw members.view_candidacy
members_draw_act                 members.change_draw members.view_candidacy
members_member_import            members.add_member members.add_mandate
members_member_portrait          members.view_member
members_member_parents           members.view_member
members_member_press             members.view_member
members_member_poster            members.view_member
members_member_consent
proposals_idea_act               proposals.change_idea
proposals_round_act              proposals.run_round
proposals_round_codes            proposals.run_round
proposals_round_paper_ballot     proposals.add_ballot
proposals_round_paper            proposals.add_ballot
proposals_round_signatures       proposals.add_ballot
proposals_proposal_act           proposals.add_decision
proposals_proposal_import        proposals.add_proposal proposals.add_decision
surveys_survey_build             surveys.view_survey
surveys_survey_paper             surveys.view_survey
surveys_survey_posters           surveys.change_posternote
surveys_survey_halls             surveys.add_posting surveys.change_posting
surveys_survey_halls_paper       surveys.add_posting surveys.change_posting
surveys_survey_codes             surveys.add_onetimecode
surveys_survey_translate         surveys.change_survey
surveys_survey_preview           surveys.view_survey
surveys_survey_rehearse          surveys.view_survey
surveys_survey_results           surveys.run_survey
surveys_survey_compare           surveys.run_survey
surveys_survey_texts             surveys.change_freetext
surveys_survey_export            surveys.export_survey
surveys_survey_act               surveys.run_survey
surveys_paperbatch_enter         surveys.add_papersheet
surveys_paperbatch_number        surveys.change_paperbatch
surveys_paperbatch_paper         surveys.view_paperbatch
proposals_proposal_former_decide proposals.add_decision
walks_walk_enter                 walks.add_observation
walks_walk_act                   walks.add_dispatch
walks_walk_sheets                walks.view_walk
walks_observation_act            walks.answer_observation
walks_dispatch_letter            walks.view_dispatch
walks_dispatch_sheet             walks.view_dispatch
walks_dispatch_import            walks.answer_observation
walks_observationphoto_preview   walks.view_observationphoto
walks_observationphoto_authorisation walks.view_observationphoto
events_event_add_photos          events.add_photo
events_photo_preview             events.view_photo
events_photo_authorisation       events.view_photo
meetings_meeting_season          meetings.add_meeting
meetings_meeting_meeting_preview meetings.change_meeting
meetings_meeting_convocation_detail meetings.change_meeting
meetings_meeting_convocation_sheet meetings.change_meeting
meetings_meeting_agenda_copy     meetings.change_meeting
meetings_meeting_attendance_edit meetings.change_attendance
meetings_meeting_signing_sheet   meetings.change_attendance
meetings_meeting_act             meetings.change_meeting
meetings_minutes_preview         meetings.view_minutes
meetings_minutes_sheet           meetings.view_minutes
meetings_minutes_act             meetings.change_minutes
"""
ROWS = {name: rights for name, *rights in (line.split() for line in NEEDS.strip().split("\n"))}
# The pages of everybody, before or behind the door; each has its own tests.
OF_EVERYBODY = {
    "component_gallery",
    "view_on_site",
    "password_forget",
    "password_forget_done",
    "password_choose_done",
    "password_choose",
    "protection_detail",
    "protection_start",
    "protection_image",
    "protection_confirm",
    "protection_codes",
    "protection_remove",
    "index",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "autocomplete",
    "jsi18n",
    "app_list",
    "council_editor_words",
}
ACTS = {
    "proposals_proposal_act": "decider",
    "proposals_idea_act": "etudier",
    "proposals_round_act": "ouvrir",
    "surveys_survey_act": "ouvrir",
    "meetings_meeting_act": "tenue",
    "meetings_minutes_act": "relire",
    "members_draw_act": "fermer",
    "members_candidacy_act": "suite",
    "walks_walk_act": "envoi",
    "walks_observation_act": "repondre",
}
# The rights are the same whatever the database: each role is tried on one engine, whoever has every right on both.
EVERYBODY = [*(pytest.param(role, marks=pytest.mark.once) for role in ROLES), "tous les droits"]


def admin_routes():
    return {route.pattern.name: route for route in every_route() if route.is_admin and route.pattern.name}


def generic_pages():
    for model, room_admin in admin.site._registry.items():
        for page, actions in GENERIC.items():
            name = f"{model._meta.app_label}_{model._meta.model_name}_{page}"
            if name in admin_routes():
                yield (
                    name,
                    model,
                    room_admin,
                    [f"{model._meta.app_label}.{a}_{model._meta.model_name}" for a in actions],
                )


def record_of(name):
    """A row of the model that the name of the page begins with; None for a page that is of no record."""
    room, model = name.split("_")[:2]
    return None if model == "composition" else apps.get_model(room, model)._base_manager.first()


def address_of(name, record=None):
    """The page for one record; None when the loaded portal has no such record."""
    route = admin_routes()[name]
    values = {}
    for parameter in route.parameters:
        if parameter in ("extension", "size"):
            values[parameter] = {"extension": "csv", "size": "a4"}[parameter]
        elif parameter == "act":
            values[parameter] = ACTS[name]
        elif record is None:
            return None
        else:
            values[parameter] = record.pk
    if name.endswith("_simple_history"):
        version = record.history.latest().pk if record and keeps_versions(type(record)) else 1
        return reverse(f"admin:{name}", args=[record.pk, version]) if record else None
    try:
        return reverse(f"admin:{name}", kwargs=values)
    except NoReverseMatch:
        return reverse(f"admin:{name}", args=list(values.values()))


def pages(user):
    """Each page: its name, an address, and whether this account has the rights that it needs."""
    for name, model, _, rights in generic_pages():
        record = model._base_manager.first() if not name.endswith(("_changelist", "_add")) else None
        if address := address_of(name, record):
            yield name, address, any(user.has_perm(right) for right in rights)
    for name, rights in ROWS.items():
        if address := address_of(name, record_of(name) if admin_routes()[name].parameters else None):
            yield name, address, user.has_perms(rights)


def everything_stored():
    models = [model for room in settings.ROOMS for model in apps.get_app_config(room).get_models()]
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in models if m.__name__ != "Sending"}


def send(client, address, data):
    """Sent, then undone: a page that may act leaves the next ones their records."""
    with transaction.atomic():
        status = client.post(address, data).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.once
def test_every_page_of_the_back_office_has_its_line():
    generic = {name for name, *_ in generic_pages()}
    known = generic | set(ROWS) | OF_EVERYBODY
    assert set(admin_routes()) == known


@pytest.mark.once
def test_every_right_of_the_table_exists():
    named = {right for rights in ROWS.values() for right in rights}
    given = {
        f"{m.split('.')[0]}.{a}_{m.split('.')[1]}".lower()
        for r in ROLES.values()
        for m, acts in r.items()
        for a in acts
    }
    assert named <= given


@pytest.mark.parametrize("person", EVERYBODY, indirect=True)
def test_a_page_is_read_by_whoever_has_its_rights_and_by_nobody_else(person):
    wrong = []
    for name, address, is_allowed in pages(person.user):
        status = person.get(address).status_code
        refused = {200, 302, 404, 405, 422} if is_allowed else {302, 403, 404, 405}
        if status not in refused or (not is_allowed and status == 302 and "_change" not in name):
            wrong.append((name, status, is_allowed))
    assert [one for one in wrong if not is_refused_by_its_state(person.user, *one)] == []


def is_refused_by_its_state(user, name, status, is_allowed):
    """The rights are there, and the record says no: a frozen row, a single row, a journal, an account above."""
    if status != 403 or not is_allowed:
        return False
    return name.endswith(("_add", "_delete", "_simple_history")) or name.startswith(
        ("accounts_user", "clos_portal_jobrun")
    )


@pytest.mark.parametrize("person", EVERYBODY, indirect=True)
def test_what_is_sent_without_the_right_is_refused_and_changes_nothing(person):
    before, wrong = everything_stored(), []
    words = {"post": "yes", "action": "delete_selected", "title": "Forcé", "name": "Forcé", "_save": "1", "create": "1"}
    for name, address, is_allowed in pages(person.user):
        may_write = is_allowed and (not name.endswith("_change") or person.user.has_perm(right_to_change(name)))
        if not may_write and (status := person.post(address, words).status_code) not in (403, 404, 405):
            wrong.append((name, status))
    assert wrong == []
    assert everything_stored() == before


@pytest.mark.parametrize("person", EVERYBODY, indirect=True)
def test_what_is_sent_half_empty_with_the_right_is_no_fault_of_the_site(person):
    for name, address, is_allowed in pages(person.user):
        if is_allowed:
            assert send(person, address, {"post": "", "action": ""}) in (200, 302, 403, 404, 405, 409, 422), name


@pytest.mark.parametrize("person", ["personne"], indirect=True)
def test_who_has_not_entered_finds_the_door_everywhere(person, technician):
    before = everything_stored()
    for _, address, _ in pages(technician):
        for answer in (person.get(address), person.post(address, {"post": "yes", "_save": "1"})):
            assert answer.status_code == 302 and re.match(r"/admin/login/\?next=", answer["Location"]), address
    assert everything_stored() == before


def right_to_change(name):
    room, model, _ = name.rsplit("_", 2) if name.count("_") == 2 else (*name.split("_")[:2], "")
    return f"{room}.change_{model}"
