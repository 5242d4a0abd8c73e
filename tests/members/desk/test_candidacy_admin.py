"""The back office: a candidacy typed in from paper, followed, answered, and given a seat."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from clos_portal.desk.roles import apply_roles
from members.models import Candidacy, CandidacyStatus, HeldTicket, Mandate, Member, SeatKind
from tests.accounts.make import enter, make_user
from tests.members.make import NOON, make_candidacy, make_closed_draw, make_council, make_mandate

pytestmark = pytest.mark.django_db
ADD = "admin:members_candidacy_add"


def typed(**fields):
    filled = {"start": "received", "channel": "paper", "received_on": "01/09/2026", "college": "habitant",
              "name": "Dominique Test", "phone": "02 00 00 00 00", "has_consented": "on"}  # fmt: skip
    return filled | fields


def address(name, candidacy):
    acts = {"follow": "suite", "seat": "accepter", "promote": "sieger"}
    if name in acts:
        return reverse("admin:members_candidacy_act", args=[candidacy.pk, acts[name]])
    return reverse(f"admin:members_candidacy_{name}", args=[candidacy.pk])


def seat(**fields):
    filled = {"first_name": "Dominique", "last_name": "Test", "is_named": "on", "college": "habitant",
              "seat_kind": "full", "selection_mode": "volunteer", "starts_on": "2026-09-10",
              "happened_on": "2026-09-08"}  # fmt: skip
    return filled | fields


@pytest.mark.parametrize(("channel", "start"), [("paper", "received"), ("phone", "received"), ("meeting", "met")])
def test_an_editor_types_in_what_did_not_come_by_the_site(technician_client, channel, start):
    response = technician_client.post(reverse(ADD), typed(channel=channel, start=start, met_at="Fête des voisins"))
    assert response.status_code == 302
    candidacy = Candidacy.objects.get()
    assert (candidacy.channel, candidacy.status) == (channel, start)
    assert candidacy.received_on == datetime.date(2026, 9, 1)


REFUSED = {
    "without an agreement": ({"has_consented": ""}, "Sans l’accord de la personne"),
    "without a way to answer": ({"phone": ""}, "il nous faut votre adresse e-mail ou votre téléphone"),
    "a day to come": ({"received_on": "01/01/2090"}, "Ce jour n’est pas encore venu."),
    "an organisation for a habitant": ({"organisation": "Bar"}, "laissez l’organisation vide"),
    "as if it came by the site": ({"channel": "online"}, "Sélectionnez un choix valide"),
}


@pytest.mark.parametrize(("fields", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said_beside_the_field(technician_client, fields, sentence):
    response = technician_client.post(reverse(ADD), typed(**fields))
    assert sentence in response.content.decode()
    assert not Candidacy.objects.exists()


def test_who_types_in_paper_may_add_and_not_read(client):
    apply_roles()
    user = make_user()
    user.groups.set(Group.objects.filter(name="saisie papier"))
    enter(client, user)
    assert client.post(reverse(ADD), typed()).status_code == 302
    candidacy = Candidacy.objects.get()
    assert client.get(address("change", candidacy)).status_code in (302, 403)
    assert client.get(address("seat", candidacy)).status_code in (302, 403)


def test_the_person_has_her_mistakes_corrected(technician_client):
    candidacy = make_candidacy(college="habitant")
    fields = typed(channel="online", name="Dominique Testé", received_on="01/05/2026")
    assert technician_client.post(address("change", candidacy), fields).status_code == 302
    candidacy.refresh_from_db()
    assert (candidacy.name, candidacy.status) == ("Dominique Testé", "received")


def test_each_step_stays_in_the_journal(technician_client):
    candidacy = make_candidacy()
    fields = {"status": "contacted", "happened_on": "2026-09-03", "note": "Rappeler mardi"}
    assert technician_client.post(address("follow", candidacy), fields).status_code == 302
    html = technician_client.get(address("change", candidacy)).content.decode()
    assert "personne rappelée" in html and "Rappeler mardi" in html


def test_a_step_that_does_not_follow_is_not_offered(technician_client):
    candidacy = make_candidacy(status=CandidacyStatus.MET)
    html = technician_client.get(address("follow", candidacy)).content.decode()
    assert 'value="received"' in html and 'value="accepted"' not in html


def test_the_seat_page_shows_the_effect_on_each_check(technician_client):
    make_council(habitants=3, acteurs=1)
    html = technician_client.get(address("seat", make_candidacy(college="acteur"))).content.decode()
    assert "Il manque 2 acteurs du quartier." in html
    assert "L’écart est de 1, c’est accepté." in html


def test_the_alternate_takes_a_seat_and_the_wait_stays_in_the_history(technician_client):
    candidacy = make_candidacy(college="habitant")
    technician_client.post(address("seat", candidacy), seat(seat_kind="alternate"))
    assert Candidacy.objects.get().stage == "suppléance"
    response = technician_client.post(address("promote", candidacy), {"happened_on": "2026-11-01"})
    assert response.status_code == 302
    kinds = Mandate.objects.order_by("starts_on").values_list("seat_kind", "ends_on")
    assert list(kinds) == [("alternate", datetime.date(2026, 10, 31)), ("full", None)]
    assert Candidacy.objects.get().stage == "siège"


def test_who_is_not_an_alternate_is_not_promoted(technician_client):
    response = technician_client.post(address("promote", make_candidacy()), {"happened_on": "2026-11-01"})
    assert response.status_code == 422
    assert "pas encore en suppléance" in response.content.decode()


def test_the_list_of_members_makes_an_alternate_sit(technician_client):
    waiting = make_mandate(seat_kind=SeatKind.ALTERNATE, rank=1).member
    seated = make_mandate().member
    data = {"action": "promote_alternates", "_selected_action": [waiting.pk, seated.pk]}
    html = technician_client.post(reverse("admin:members_member_changelist"), data, follow=True).content.decode()
    assert waiting.mandates.current().get().seat_kind == SeatKind.FULL
    assert "siège à partir d’aujourd’hui" in html and "n’est pas en suppléance" in html


def test_accepting_opens_the_seat_and_the_answer(technician_client):
    candidacy = make_candidacy(college="habitant")
    response = technician_client.post(address("seat", candidacy), seat())
    assert response.url == address("answer", candidacy)
    mandate = Mandate.objects.get()
    assert (str(mandate.member), mandate.seat_kind) == ("Dominique Test", SeatKind.FULL)
    assert mandate.member.email == "dominique@exemple.fr"
    assert "Vous êtes membre du Conseil" in technician_client.get(response.url).content.decode()


def test_an_alternate_comes_after_the_others(technician_client):
    make_mandate(seat_kind=SeatKind.ALTERNATE, rank=2)
    technician_client.post(address("seat", make_candidacy(college="habitant")), seat(seat_kind="alternate"))
    assert Mandate.objects.get(member__last_name="Test").rank == 3


def test_a_seat_that_is_refused_keeps_what_was_typed_and_saves_nothing(technician_client):
    candidacy = make_candidacy(college="acteur")
    response = technician_client.post(address("seat", candidacy), seat(college="acteur", note="À revoir"))
    assert response.status_code == 422
    assert "Pour un acteur du quartier, écrivez son organisation." in response.content.decode()
    assert "À revoir" in response.content.decode()
    assert not Member.objects.exists()


def test_who_was_drawn_is_proposed_the_seat_that_the_draw_gave(technician_client):
    draw = make_closed_draw(3, seats=1, alternates=1)
    draw.draw("1 2 3", draw.seed_at)
    people = {held.ticket.number: held.candidacy for held in HeldTicket.objects.all()}
    wanted = [technician_client.get(address("seat", people[number])).context["form"].initial for number in draw.result]
    assert [(w["seat_kind"], w["selection_mode"]) for w in wanted] == [
        ("full", "draw"), ("alternate", "draw"), ("full", "volunteer"),
    ]  # fmt: skip


def test_deleting_leaves_no_trace(technician_client):
    candidacy = make_candidacy(received_on=NOON.date())
    technician_client.post(address("follow", candidacy), {"status": "contacted", "happened_on": "2026-09-03"})
    technician_client.post(address("delete", candidacy), {"post": "yes"})
    assert not Candidacy.objects.exists()
