"""The composition in the back office: any day, every check, the lists, and the effect of a departure before it."""

import datetime
import io

import pytest
import tablib
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from clos_portal.desk.roles import apply_roles
from members.desk.admin import MemberAdmin
from members.models import CompositionRules, EndReason, Mandate, Member, OfficialList, Role, mandate_guard
from tests.accounts.make import enter, make_user
from tests.as_read import one_line
from tests.members.make import LONG_AGO, make_council, make_mandate, make_member
from tests.members.models.test_portraits import form_data

pytestmark = pytest.mark.django_db
PAGE = "admin:members_composition"
ONE_DAY = datetime.timedelta(days=1)


def page(client, **query):
    response = client.get(reverse(PAGE), query)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def sheet(client, extension, day):
    return client.get(reverse(f"{PAGE}_file", args=[extension]), {"le": day})


def leave(client, member, last_day, **extra):
    mandate = member.mandates.get()
    data = form_data(reference=member.reference, first_name=member.first_name, last_name=member.last_name)
    data |= {"site_consent_on": "", "mandates-INITIAL_FORMS": 1, "mandates-0-id": mandate.pk}
    data |= {"mandates-0-member": member.pk, "mandates-0-starts_on": mandate.starts_on, "mandates-0-ends_on": last_day}
    data |= {"mandates-0-end_reason": EndReason.MOVED}
    return client.post(reverse("admin:members_member_change", args=[member.pk]), data | extra)


def test_nobody_known_is_to_complete(technician_client):
    make_mandate(role=Role.CHAIR, college="")
    html = page(technician_client)
    assert "Composition à compléter." in html
    assert "1 personne sans collège" in html


def test_who_sat_on_a_past_day(technician_client):
    make_mandate(make_member(last_name="Avant"), starts_on=None, ends_on=datetime.date(2017, 2, 22))
    make_mandate(make_member(last_name="Pendant"), starts_on=datetime.date(2017, 2, 23), ends_on=LONG_AGO)
    html = page(technician_client, le="2017-02-23")
    assert "Pendant" in html
    assert "Avant Camille" not in html
    assert "Pendant" not in page(technician_client)


def test_a_day_that_is_not_one_is_told_why_not(technician_client):
    assert "Écrivez un jour, par exemple 23/02/2017." in page(technician_client, le="hier")


def test_every_rule_stands_with_its_reference(technician_client):
    make_council(habitants=3, acteurs=1)
    CompositionRules.objects.create(pk=1, parity_reference="règlement intérieur, article 3")
    html = page(technician_client)
    assert "Règle C2 : règlement intérieur, article 3" in html
    assert "Il manque 2 acteurs du quartier." in html
    assert "C14" in html


def test_a_draft_member_is_counted_here_though_the_site_does_not_show_it(technician_client):
    make_mandate(make_member(last_name="Brouillon", publication="draft"))
    html = page(technician_client)
    assert "Brouillon" in html
    assert "1 habitant sur 1 membre." in html


def test_mandates_that_soon_end_come_with_the_forecast(technician_client):
    make_council(habitants=3, acteurs=1)
    make_mandate(college="acteur", ends_on=timezone.localdate() + 30 * ONE_DAY)
    html = page(technician_client)
    assert "Mandats qui finissent dans les 90 jours" in html
    assert "il manquera 2 acteurs du quartier" in html


def test_the_page_costs_the_same_whatever_the_number(technician_client, django_assert_max_num_queries):
    for _ in range(2):
        make_council(habitants=10, acteurs=10)
        with django_assert_max_num_queries(10):
            page(technician_client)


@pytest.mark.parametrize("name", [PAGE, "admin:members_officiallist_changelist", "admin:members_compositionrules_add"])
def test_only_the_presidency_sees_these_pages(client, name):
    apply_roles()  # a test that empties the whole database may have run before
    user = make_user()
    user.groups.add(Group.objects.get(name="rédaction"))
    enter(client, user)
    assert client.get(reverse(name)).status_code == 403


def test_a_departure_is_shown_before_it_is_saved(technician_client):
    make_council(habitants=3, acteurs=3)
    make_mandate(college="acteur", role=Role.CHAIR)
    member = Mandate.objects.filter(college="habitant").first().member
    response = leave(technician_client, member, timezone.localdate() - ONE_DAY, look_first="1")
    html = response.content.decode().replace("\u00a0", " ")
    assert response.status_code == 200
    assert "Rien n’est encore enregistré." in html
    assert "Il manque 2 habitants." in html
    assert "moins bien" in html
    assert member.mandates.get().ends_on is None


def test_what_was_typed_waits_in_the_page_of_the_effect(technician_client):
    make_council(habitants=3, acteurs=3)
    member = Mandate.objects.filter(college="habitant").first().member
    today = timezone.localdate()
    html = leave(technician_client, member, today, look_first="1").content.decode()
    assert f'name="mandates-0-ends_on" value="{today}"' in html
    assert 'name="look_first"' not in html


def test_going_back_to_the_form_finds_what_was_typed_and_saves_nothing(technician_client):
    make_council(habitants=3, acteurs=3)
    member = Mandate.objects.filter(college="habitant").first().member
    extra = {"back_to_form": "Revenir à la fiche", "first_name": "Changée", "look_first": "1"}
    html = leave(technician_client, member, "22/11/2026", **extra).content.decode()
    assert 'name="mandates-0-ends_on" value="22/11/2026"' in html
    assert 'value="Changée"' in html
    assert 'class="errornote"' not in html
    assert Member.objects.get(pk=member.pk).first_name == "Camille"


def test_a_warning_never_blocks(technician_client):
    make_council(habitants=1, acteurs=3)
    member = Mandate.objects.filter(college="habitant").first().member
    assert leave(technician_client, member, timezone.localdate() - ONE_DAY).status_code == 302
    assert not Mandate.objects.current().filter(member=member).exists()
    assert "Effet sur la composition" in technician_client.get(reverse(PAGE)).content.decode()


def test_a_change_without_effect_is_saved_at_once(technician_client):
    member = make_mandate().member
    assert leave(technician_client, member, "", look_first="1", **{"mandates-0-end_reason": ""}).status_code == 302


def test_a_mistake_is_shown_in_the_form_and_not_as_an_effect(technician_client):
    member = make_mandate().member
    html = leave(technician_client, member, "2019-01-01", look_first="1").content.decode()
    assert "Un mandat ne peut pas finir avant d’avoir commencé." in html


def test_an_arrival_is_shown_before_it_is_saved(technician_client):
    make_council(habitants=3, acteurs=3)
    data = form_data(look_first="1", site_consent_on="", last_name="Nouvelle")
    html = technician_client.post(reverse("admin:members_member_add"), data).content.decode()
    assert "Rien n’est encore enregistré." in html
    assert not Member.objects.filter(last_name="Nouvelle").exists()


def test_the_form_asks_to_look_first(technician_client):
    assert 'name="look_first"' in technician_client.get(reverse("admin:members_member_add")).content.decode()


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_list_of_a_day_opens_in_a_spreadsheet(technician_client, extension):
    make_mandate(make_member(last_name="=1+1"), college="acteur", organisation="Boulangerie")
    content = sheet(technician_client, extension, "2020-06-01").content
    data = tablib.Dataset().load(content if extension == "xlsx" else content.decode("utf-8-sig"), format=extension)
    assert data["Nom"] == ["'=1+1 Camille"]
    assert (data["Organisation"], data["Depuis le"]) == (["Boulangerie"], ["01/01/2020"])


def test_the_list_of_a_day_is_a_tagged_page_to_print(technician_client):
    make_mandate(make_member(last_name="Dupré"), college="acteur", organisation="Boulangerie")
    reader = PdfReader(io.BytesIO(sheet(technician_client, "pdf", "2020-06-01").content))
    text = reader.pages[0].extract_text()
    assert "1er juin 2020" in reader.metadata.title
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Dupré" in text and "Boulangerie" in text


def test_the_list_says_nothing_private_and_nobody_of_another_day(technician_client):
    gone = make_member(last_name="Parti", email="prive@exemple.fr", phone="02 00 00 00 01", gender="other")
    make_mandate(gone, ends_on=LONG_AGO, end_reason=EndReason.MOVED)
    text = sheet(technician_client, "csv", "2020-01-01").content.decode()
    assert "Parti" in text
    assert not [secret for secret in ("prive@", "02 00", "other", "moved", "ménagement") if secret in text]
    assert "Parti" not in sheet(technician_client, "csv", "2020-01-02").content.decode()


def test_an_example_is_marked_in_every_file_and_never_recorded(technician_client):
    make_mandate(is_example=True)
    for extension in ("csv", "excel.csv", "xlsx", "pdf"):
        assert sheet(technician_client, extension, "2020-06-01").status_code == 200
    assert ",exemple" in sheet(technician_client, "csv", "2020-06-01").content.decode()
    assert ";exemple" in sheet(technician_client, "excel.csv", "2020-06-01").content.decode()
    assert "liste.excel.csv?le=" in page(technician_client)
    assert OfficialList.objects.record(datetime.date(2020, 6, 1)).entries == []


@pytest.mark.parametrize(("extension", "day"), [("exe", "2020-01-01"), ("csv", "hier"), ("csv", "")])
def test_a_file_that_does_not_exist_is_not_found(technician_client, extension, day):
    assert sheet(technician_client, extension, day).status_code == 404


def test_a_recorded_list_tells_what_changed_since(technician_client):
    stays, goes = make_mandate(make_member(last_name="Reste")), make_mandate(make_member(last_name="Part"))
    data = {"day": timezone.localdate(), "note": "envoyée à la préfecture"}
    technician_client.post(reverse(f"{PAGE}_record"), data)
    assert "Rien n’a changé depuis cette liste." in page(technician_client)
    goes.member.mandates.update(ends_on=timezone.localdate() - ONE_DAY)
    Mandate.objects.filter(pk=stays.pk).update(college="acteur", organisation="Boulangerie")
    make_mandate(make_member(last_name="Arrive"))
    html = one_line(page(technician_client))
    assert "<strong>Arrivée :</strong> Arrive Camille" in html
    assert "<strong>Départ :</strong> Part Camille" in html
    assert "<strong>Changement :</strong> Reste Camille, collège, organisation" in html


def test_a_recorded_list_opens_and_does_not_change(technician_client):
    make_mandate(make_member(last_name="Inscrite"))
    recorded = OfficialList.objects.record(timezone.localdate())
    address = reverse("admin:members_officiallist_change", args=[recorded.pk])
    assert "Inscrite" in technician_client.get(address).content.decode()
    technician_client.post(address, {"day": "2000-01-01"})
    recorded.refresh_from_db()
    assert recorded.day == timezone.localdate()


def test_a_list_of_no_day_is_told_why_not(technician_client):
    response = technician_client.post(reverse(f"{PAGE}_record"), {"day": ""}, follow=True)
    assert "Écrivez un jour" in response.content.decode()
    assert not OfficialList.objects.exists()


def test_erasing_a_person_takes_the_name_out_of_the_lists(technician_client):
    member = make_mandate(make_member(last_name="Effacée")).member
    recorded = OfficialList.objects.record(timezone.localdate())
    member.erase()
    assert recorded.entries == []


def test_the_rules_are_one_row_that_the_presidency_edits(technician_client):
    CompositionRules.objects.create(pk=1)
    assert technician_client.get(reverse("admin:members_compositionrules_change", args=[1])).status_code == 200
    assert technician_client.get(reverse("admin:members_compositionrules_add")).status_code == 403


def test_a_mandate_written_by_somebody_else_meanwhile_is_told_in_the_form(technician_client, monkeypatch):
    """The checks of the form saw nothing yet: here the other mandate arrives just before the save."""
    member = make_mandate(ends_on=LONG_AGO).member
    mandate = {"mandates-0-starts_on": "2024-01-01", "mandates-0-ends_on": "2024-12-31", "mandates-TOTAL_FORMS": 1}
    data = form_data(reference=member.reference, about="Ce qui est tapé", site_consent_on="", **mandate)
    save = MemberAdmin.save_formset

    def save_after_the_other(self, request, form, formset, change):
        make_mandate(member, starts_on=LONG_AGO + ONE_DAY)
        return save(self, request, form, formset, change)

    monkeypatch.setattr(MemberAdmin, "save_formset", save_after_the_other)
    html = technician_client.post(reverse("admin:members_member_change", args=[member.pk]), data).content.decode()
    assert mandate_guard.SENTENCE in html and "Ce qui est tapé" in html
