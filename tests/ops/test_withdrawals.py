"""Withdraw, put an older archive back: nothing returns of what was withdrawn, all the rest does."""

import ast
import datetime
import inspect
import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.conf import settings as portal
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from clos_portal.archives.withdrawals import withdraw_again
from clos_portal.night import condition
from council.models import ContactMessage
from events.models import Photo
from meetings.models import Attachment, Meeting
from members.models import Candidacy, CandidacyStatus, Mandate, Member
from proposals.models import Idea
from publishing.desk.admin import RoomAdmin
from publishing.erasing import withdrawn
from publishing.erasing.erasure import erase
from publishing.erasing.withdrawn import Withdrawal, note, print_of
from publishing.publishable import Publication, Publishable
from surveys.models import Survey
from tests.accounts.make import enter, make_role, make_user
from tests.council.make import make_message
from tests.events.make import make_event, make_photo, make_shown_photo
from tests.meetings.make import make_meeting
from tests.members.desk.test_composition_admin import leave
from tests.members.make import LONG_AGO, give_portrait, make_candidacy, make_mandate, make_member
from tests.members.models.test_portraits import form_data
from tests.ops.database import empty_database
from tests.proposals.make_idea import make_idea
from tests.surveys.make import make_open_survey, make_response, questions, ticks

LAST_DAY = datetime.date(2026, 11, 3)
HERE = "from tests.ops import test_withdrawals as here; "

MEETING = {"kind": "pleniere", "title": "Séance", "precision": "day", "publication": "published", "state_as_of": ""} | {
    f"{name}-{key}": 0
    for name in ("agenda_items", "action_items", "attachments", "postponements")
    for key in ("TOTAL_FORMS", "INITIAL_FORMS")
}


# --- what runs inside the portal -----------------------------------------------------------------------------------
def fill():
    """Two of each: one that stays, and one that goes."""
    role = make_role("relecture")
    make_user(email="chef@exemple.fr", is_superuser=True)
    for name in ("reste", "part"):
        give_portrait(make_mandate(make_member(reference=f"portrait-{name}")).member, site=LONG_AGO, poster=LONG_AGO)
        for kind in ("efface", "mandat", "page"):
            own = {"own_page_consent_on": LONG_AGO, "about": "Bonjour", "phone": "0237000000"}
            make_mandate(make_member(reference=f"{kind}-{name}", **own))
        for kind in ("retrait", "effacee"):
            make_shown_photo(event=make_event(reference=f"{kind}-{name}"))
            make_candidacy(name=f"{kind}-{name}")
        make_message(name=name)
        make_idea(text=name)
        idea = make_idea(text=f"montree-{name}")
        idea.study()
        Idea.objects.filter(pk=idea.pk).update(public_text=f"montree-{name}")
        meeting = make_meeting(reference=f"seance-{name}")
        for kind in ("cache", "efface"):
            document = ContentFile(b"%PDF-1.4", "a.pdf")
            meeting.attachments.create(title=f"{kind}-{name}", file=document, is_public=True)
        publish_results(f"avis-{name}")
        for kind in ("inactif", "efface", "role"):
            make_user(email=f"{kind}-{name}@exemple.fr").groups.add(role)


def withdraw():
    """As people do: by the desk where there is a page for it, by the same verbs elsewhere."""
    desk = enter(Client(SERVER_NAME="127.0.0.1"), User.objects.get(email="chef@exemple.fr"))
    Member.objects.get(reference="portrait-part").withdraw_portrait_consent()
    delete(desk, Member.objects.get(reference="efface-part"))
    leave(desk, Member.objects.get(reference="mandat-part"), f"{LAST_DAY:%d/%m/%Y}")
    page = Member.objects.get(reference="page-part")
    page.own_page_consent_on, page.about, page.phone = None, "", ""
    page.save_with_portrait()
    Photo.objects.get(event__reference="retrait-part").quarantine()
    Photo.objects.get(event__reference="effacee-part").remove()
    Candidacy.objects.get(name="retrait-part").move_to(CandidacyStatus.WITHDRAWN, day=timezone.localdate())
    delete(desk, Candidacy.objects.get(name="effacee-part"))
    delete(desk, ContactMessage.objects.get(name="part"))
    Idea.objects.get(text="part").erase_words(timezone.localdate())
    users = reverse("admin:accounts_user_changelist")
    desk.post(users, {"action": "disable", "_selected_action": [User.objects.get(email="inactif-part@exemple.fr").pk]})
    delete(desk, User.objects.get(email="efface-part@exemple.fr"))
    change_role(desk, User.objects.get(email="role-part@exemple.fr"))

    idea = Idea.objects.get(text="montree-part")
    assert desk.post(reverse("admin:proposals_idea_change", args=[idea.pk]), {"public_text": ""}).status_code == 302
    take_documents_back(desk, Meeting.objects.get(reference="seance-part"))
    survey = Survey.objects.get(reference="avis-part")
    assert desk.post(reverse("admin:surveys_survey_act", args=[survey.pk, "retirer"])).status_code == 302


def publish_results(reference):
    survey = make_open_survey(reference=reference)
    for label in ["Oui"] * 30 + ["Non"] * 30:
        make_response(survey, *ticks(questions(survey)[0], label))
    survey.close(timezone.localdate())
    survey.publish_results(timezone.localdate())


def take_documents_back(desk, meeting):
    """One hidden, one erased."""
    data = MEETING | {"attachments-TOTAL_FORMS": 2, "attachments-INITIAL_FORMS": 2}
    for rank, document in enumerate(meeting.attachments.order_by("pk")):
        names = {"id": document.pk, "meeting": meeting.pk, "title": document.title}
        data |= {f"attachments-{rank}-{name}": value for name, value in names.items()}
    data |= {"attachments-1-is_public": "on", "attachments-1-DELETE": "on"}
    assert desk.post(reverse("admin:meetings_meeting_change", args=[meeting.pk]), data).status_code == 302


def delete(desk, row):
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])
    assert desk.post(address, {"post": "yes"}).status_code == 302


def change_role(desk, user):
    data = {"email": user.email, "first_name": "", "last_name": "", "role": make_role("rien").pk}
    assert desk.post(reverse("admin:accounts_user_change", args=[user.pk]), data).status_code == 302


def seen(name):
    """What is there of those called so, and what a visitor sees."""
    client = Client(SERVER_NAME="127.0.0.1")
    portrait = client.get(reverse("members:portrait_detail", args=[f"portrait-{name}", 192]))
    own_page = client.get(reverse("members:member_detail", args=[f"page-{name}"]))
    photos = Photo.objects.filter(event__reference__endswith=name)
    pictures = [client.get(reverse("events:photo_detail", args=[photo.key, 320])).status_code for photo in photos]
    users = User.objects.filter(email__endswith=f"-{name}@exemple.fr")
    return {
        "portrait": portrait.status_code, "own_page": own_page.status_code, "pictures": sorted(pictures),
        "members": sorted(Member.objects.filter(reference__endswith=name).values_list("reference", flat=True)),
        "ends": [str(day) for day in Mandate.objects.exclude(ends_on=None).filter(member__reference__endswith=name)
                 .values_list("ends_on", flat=True)],
        "phones": Member.objects.filter(reference__endswith=name).exclude(phone="").count(),
        "candidacies": sorted(Candidacy.objects.filter(name__endswith=name).values_list("name", "status")),
        "messages": ContactMessage.objects.filter(name=name).count(), "ideas": Idea.objects.filter(text=name).count(),
        "shown": sorted(Idea.objects.filter(public_text=f"montree-{name}").values_list("text", flat=True)),
        "documents": sorted(Attachment.objects.filter(title__endswith=f"-{name}", is_public=True)
                            .values_list("title", flat=True)),
        "results": client.get(reverse("surveys:result_detail", args=[f"avis-{name}"])).status_code,
        "enter": sorted(users.filter(is_active=True).values_list("email", flat=True)),
        "roles": sorted(users.filter(groups__name="relecture").values_list("email", flat=True)),
    }  # fmt: skip


# --- the archives ---------------------------------------------------------------------------------------------------
@pytest.fixture
def site(tmp_path, migrated):
    with empty_database(tmp_path, like=migrated) as database:
        environment = {
            "PATH": os.environ["PATH"], "ENV_FILE": "/dev/null", "LANG": "C.UTF-8", "DATABASE_URL": database,
            "MEDIA_ROOT": str(tmp_path / "media"), "PRIVATE_MEDIA_ROOT": str(tmp_path / "private"),
            "BACKUPS_ROOT": str(tmp_path / "backups"),
        }  # fmt: skip

        def manage(*arguments, code=0):
            command = [sys.executable, "manage.py", *arguments]
            result = subprocess.run(command, cwd=portal.BASE_DIR, env=environment, capture_output=True, text=True)
            assert result.returncode == code, result.stderr
            return result.stderr if code else result.stdout

        @contextmanager
        def another_key():
            other = {"ENVIRONMENT": "development", "SECRET_KEY": "une autre clé"}
            environment.update(other)
            yield
            for name in other:
                del environment[name]

        manage.python = lambda code: manage("shell", "--verbosity", "0", "-c", HERE + code)
        manage.seen = lambda name: ast.literal_eval(manage.python(f"print(here.seen('{name}'))").splitlines()[-1])
        manage.another_key = another_key
        manage.archive, manage.kept = tmp_path / "backups" / "a.tar.gz", tmp_path / "backups" / withdrawn.FILE
        manage.files = lambda: {str(path) for path in (tmp_path / "private").rglob("*") if path.is_file()}
        yield manage


def test_what_was_withdrawn_does_not_return_with_an_older_archive(site):
    site.python("here.fill()")
    there = site.seen("reste")
    site("backup", str(site.archive))
    site.python("here.withdraw()")
    gone, files = site.seen("part"), site.files()
    assert gone["portrait"] == gone["own_page"] == 404 and gone["pictures"] == [404] and gone["messages"] == 0
    assert not gone["shown"] and not gone["documents"] and gone["results"] == 404
    assert there["shown"] and len(there["documents"]) == 2 and there["results"] == 200
    assert gone["ends"] == [str(LAST_DAY)] and there["portrait"] == 200 and there["pictures"] == [200, 200]
    site.python("here.Member.objects.all().delete(); here.ContactMessage.objects.all().delete()")
    said = site("restore", str(site.archive), "--yes")
    assert "faits de nouveau" in said and site.seen("part") == gone
    assert site.seen("reste") == there and site.files() == files
    with site.another_key():
        refused = site("restore", str(site.archive), "--yes", code=1)
        assert "autre SECRET_KEY" in refused and "Rien n’a été changé" in refused
        assert site.seen("part") == gone and site.seen("reste") == there
        said = site("restore", str(site.archive), "--yes", "--without-withdrawals")
        assert "à la main" in said and site.seen("part")["messages"] == 1
    site.kept.unlink()
    assert "Aucun retrait n’est noté" in site("restore", str(site.archive), "--yes")
    assert site.seen("part")["portrait"] == 200


# --- the file -------------------------------------------------------------------------------------------------------
@pytest.fixture
def noted(db, django_capture_on_commit_callbacks):
    """Whether what is done was kept, for the given act and row."""

    def noted(act, row, do):
        mark = print_of(act, type(row), row.pk)
        with django_capture_on_commit_callbacks(execute=True):
            do()
        return withdrawn.path().exists() and mark in withdrawn.path().read_text()

    return noted


def test_a_page_taken_off_the_site_in_the_desk_is_kept(noted, technician_client):
    member = make_mandate(make_member()).member
    mandate = member.mandates.get()
    data = form_data(reference=member.reference, publication=Publication.DRAFT, site_consent_on="")
    data |= {"mandates-INITIAL_FORMS": 1, "mandates-0-id": mandate.pk, "mandates-0-member": member.pk}
    data |= {"mandates-0-starts_on": "01/01/2020"}
    address = reverse("admin:members_member_change", args=[member.pk])
    assert noted(Withdrawal.WITHDRAWN, member, lambda: technician_client.post(address, data))


def test_all_that_the_desk_publishes_passes_by_the_door_that_keeps():
    desks = {model: desk for model, desk in admin.site._registry.items() if issubclass(model, Publishable)}
    assert len(desks) > 12 and all(isinstance(desk, RoomAdmin) for desk in desks.values())
    own = [desk for desk in desks.values() if "save_related" in vars(type(desk))]
    assert all("super().save_related" in inspect.getsource(type(desk).save_related) for desk in own)


def test_a_photo_whose_file_is_taken_away_is_kept(noted):
    photo = make_photo()
    photo.file = ""
    assert noted(f"{Withdrawal.EMPTIED} file", photo, photo.save_with_copies)


def test_a_document_replaced_by_another_does_not_come_back_as_it_was(noted, technician_client):
    meeting = make_meeting()
    document = meeting.attachments.create(title="Liste", file=ContentFile(b"%PDF-1.4", "a.pdf"), is_public=True)
    data = MEETING | {"attachments-TOTAL_FORMS": 1, "attachments-INITIAL_FORMS": 1, "attachments-0-is_public": "on"}
    data |= {"attachments-0-id": document.pk, "attachments-0-meeting": meeting.pk, "attachments-0-title": "Liste"}
    data |= {"attachments-0-file": ContentFile(b"%PDF-1.4 sans nom", "b.pdf")}
    address = reverse("admin:meetings_meeting_change", args=[meeting.pk])
    assert noted(Withdrawal.WITHDRAWN, document, lambda: technician_client.post(address, data))


def test_a_name_taken_out_of_an_idea_does_not_come_back(noted, technician_client):
    idea = make_idea()
    idea.study()
    Idea.objects.update(public_text="Le banc de Zoé.")
    address = reverse("admin:proposals_idea_change", args=[idea.pk])
    assert noted(Withdrawal.WITHDRAWN, idea, lambda: technician_client.post(address, {"public_text": "Le banc."}))


@pytest.mark.django_db
def test_what_a_person_sent_before_from_the_same_page_goes_with_the_last(noted):
    last = make_message()
    earlier = make_message(corrected_by=last)
    assert noted(Withdrawal.ERASED, earlier, lambda: erase(last))


def test_what_is_undone_is_not_kept(transactional_db):
    message = make_message()
    with transaction.atomic():
        erase(message)
        transaction.set_rollback(True)
    assert ContactMessage.objects.exists()
    assert not withdrawn.path().exists()


def test_the_file_says_nothing_and_is_its_owners_alone(noted):
    message = make_message(name="Ada")
    assert noted(Withdrawal.ERASED, message, lambda: erase(message))
    moment, mark, key = withdrawn.path().read_text().split()
    assert len(mark) == 64 and len(key) == 8 and datetime.datetime.fromisoformat(moment) <= timezone.now()
    assert withdrawn.path().stat().st_mode & 0o077 == 0


def test_a_line_cut_by_a_power_failure_hides_no_other(noted):
    withdrawn.path().parent.mkdir(parents=True)
    withdrawn.path().write_text("2026-11-2")
    message = make_message()
    noted(Withdrawal.ERASED, message, lambda: erase(message))
    assert len(withdrawn.noted_after(timezone.now() - datetime.timedelta(minutes=1))) == 1


def test_a_folder_that_refuses_stops_no_withdrawal_and_is_said(noted, settings, tmp_path, caplog):
    settings.BACKUPS_ROOT = tmp_path / "plein"
    settings.BACKUPS_ROOT.write_text("not a folder")
    message = make_message()
    assert not noted(Withdrawal.ERASED, message, lambda: erase(message))
    assert not ContactMessage.objects.exists() and len(caplog.records) == 1
    assert "retraits" in [worry.name for worry in condition.worries(timezone.now())]


@pytest.mark.django_db
def test_a_withdrawal_that_cannot_be_done_again_is_counted(noted, monkeypatch):
    message, photo = make_message(), make_shown_photo()
    now = timezone.now().isoformat()
    noted(Withdrawal.ERASED, message, lambda: note(Withdrawal.ERASED, message))
    noted(Withdrawal.QUARANTINED, photo, lambda: note(Withdrawal.QUARANTINED, photo))
    monkeypatch.setattr(ContactMessage, "delete", lambda self: 1 / 0)
    again = withdraw_again({"made_at": now})
    assert (again.done, again.refused) == (1, 1)
    photo.refresh_from_db()
    assert photo.is_quarantined


def test_a_number_given_again_after_a_restore_is_not_touched(noted):
    """The line is of a row that a later archive never had: its number is another's."""
    message = make_message()
    noted(Withdrawal.ERASED, message, lambda: note(Withdrawal.ERASED, message))
    again = withdraw_again({"made_at": timezone.now().isoformat()})
    assert (again.done, again.refused) == (0, 0) and ContactMessage.objects.exists()
