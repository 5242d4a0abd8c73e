import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from members.models import Mandate, Member
from tests.members.make import make_candidacy, make_commission, make_mandate
from tests.members.models.test_portraits import add, form_data

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ["member", "commission", "candidacy"])
def test_the_lists_open(technician_client, model):
    make_mandate().member.commissions.add(make_commission())
    make_candidacy()
    assert technician_client.get(reverse(f"admin:members_{model}_changelist"), {"q": "test"}).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_members_costs_the_same_whatever_the_number(
    technician_client, django_assert_max_num_queries, count
):
    for _ in range(count):
        make_mandate()
    with django_assert_max_num_queries(14):
        technician_client.get(reverse("admin:members_member_changelist"))


@pytest.mark.parametrize("seat", ["oui", "non"])
def test_the_list_finds_who_sits_and_who_left(technician_client, seat):
    gone = make_mandate(ends_on="2021-01-01").member
    here = make_mandate().member
    response = technician_client.get(reverse("admin:members_member_changelist"), {"siege": seat})
    assert list(response.context["cl"].queryset) == [here if seat == "oui" else gone]


def test_an_acteur_without_organisation_is_told_why_not(technician_client):
    html = add(technician_client, **{"mandates-0-college": "acteur"}).content.decode()
    assert "Pour un acteur du quartier, écrivez son organisation." in html
    assert not Member.objects.exists()


def test_two_mandates_at_a_time_are_told_why_not(technician_client):
    second = {"TOTAL_FORMS": 2, "1-college": "habitant", "1-seat_kind": "full", "1-role": "member"}
    html = add(technician_client, **{f"mandates-{name}": value for name, value in second.items()}).content.decode()
    assert "Une personne a un seul mandat à la fois." in html
    assert not Mandate.objects.exists()


def test_two_members_of_the_same_name_have_two_addresses(technician_client):
    for _ in range(2):
        assert add(technician_client).status_code == 302
    assert set(Member.objects.values_list("reference", flat=True)) == {"camille-test", "camille-test-2"}


def test_a_second_chair_is_told_why_not(technician_client):
    make_mandate(role="chair")
    html = add(technician_client, **{"mandates-0-role": "chair"}).content.decode()
    assert "Le Conseil a déjà une présidence." in html


def test_saving_a_member_confirms_what_the_document_said(technician_client):
    member = make_mandate().member
    Member.objects.update(state_as_of="l’été 2018")
    mandate = {"mandates-INITIAL_FORMS": 1, "mandates-0-id": member.mandates.get().pk, "mandates-0-member": member.pk}
    data = form_data(reference=member.reference, state_as_of="l’été 2018", site_consent_on="", **mandate)
    technician_client.post(reverse("admin:members_member_change", args=[member.pk]), data)
    assert not Member.objects.get().is_unconfirmed


def test_the_history_of_a_member_opens(technician_client):
    add(technician_client)
    member = Member.objects.get()
    assert technician_client.get(reverse("admin:members_member_history", args=[member.pk])).status_code == 200
    version = reverse("admin:members_member_simple_history", args=[member.pk, Member.history.first().pk])
    assert technician_client.get(version).status_code == 200


def test_deleting_a_member_leaves_no_name_behind(technician_client):
    add(technician_client)
    address = reverse("admin:members_member_delete", args=[Member.objects.get().pk])
    technician_client.post(address, {"post": "yes"})
    assert not Member.objects.exists()
    assert not Member.history.exists()
    assert not LogEntry.objects.filter(object_repr__contains="Camille").exists()


def test_the_photo_of_several_members_is_erased_by_one_act(technician_client):
    member = make_mandate().member
    data = {"action": "withdraw_portraits", "_selected_action": member.pk}
    response = technician_client.post(reverse("admin:members_member_changelist"), data, follow=True)
    assert "portraits effacés" in response.content.decode()
