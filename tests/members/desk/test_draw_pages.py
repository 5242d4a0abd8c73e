"""The page of a draw is enough to make the draw again; it names nobody but who sits and agrees."""

import datetime
import hashlib
import html
import re
import subprocess
import sys

import pytest
import time_machine
from django.urls import reverse

from members.models import Candidacy, Draw, HeldTicket, Mandate, Member
from tests.members.make import NOON, make_candidacy, make_closed_draw, make_draw

pytestmark = pytest.mark.django_db
SEED = "5 12 23 34 45 7"


@pytest.fixture
def drawn():
    draw = make_closed_draw(title='Tirage d’été : « l’un » ou "l\'autre" \\n')
    draw.draw(SEED, draw.seed_at)
    return draw


def page(client, draw):
    response = client.get(draw.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def written(source, identifier):
    """What the page shows in one of its exact texts."""
    return html.unescape(re.search(rf'id="{identifier}">(.*?)</', source, re.S)[1])


def test_the_page_alone_gives_the_result_again(client, drawn):
    source = page(client, drawn)
    fingerprint = hashlib.sha256(written(source, "texte").encode()).hexdigest()
    assert fingerprint == written(source, "empreinte")
    seed = written(source, "resultat-public")
    tickets = re.findall(r"Ticket (\d+) :", written(source, "texte"))
    keys = sorted((hashlib.sha256(f"{fingerprint}|{seed}|{n}".encode()).hexdigest(), int(n)) for n in tickets)
    shown = [int(number) for number in re.findall(r"<strong>Ticket (\d+)", source)]
    assert shown == [number for _, number in keys] == drawn.result


def test_the_program_of_the_page_runs_and_prints_the_same_order(client, drawn):
    program = written(page(client, drawn), "programme")
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output.startswith(f"empreinte {drawn.fingerprint}")
    assert [int(line.split()[3]) for line in output.splitlines()[1:]] == drawn.result


def test_nobody_is_named_before_sitting(client, drawn):
    source = page(client, drawn)
    held = HeldTicket.objects.first()
    assert "Dominique" not in source and held.code not in source


@pytest.mark.parametrize(("is_named", "shown"), [(True, True), (False, False)])
def test_who_sits_and_agrees_is_named_beside_the_ticket(client, drawn, is_named, shown):
    held = HeldTicket.objects.get(ticket__number=drawn.result[0])
    member = Member(first_name="Inès", last_name="Assise", reference="ines", publication="published", is_named=is_named)
    held.candidacy.accept(member, Mandate(college="habitant", starts_on=NOON.date()), day=NOON.date())
    assert ("Inès Assise" in page(client, drawn)) is shown
    Mandate.objects.update(ends_on=NOON.date() + datetime.timedelta(days=1))
    assert "Inès Assise" not in page(client, drawn)


def test_an_announced_draw_publishes_its_fingerprint_before_the_seed(client):
    draw = make_closed_draw()
    source = page(client, draw)
    assert draw.fingerprint in source and draw.seed_source in source
    assert "pas encore connu" in source and "Le résultat" not in source


def test_a_cancelled_draw_says_why(client):
    draw = make_closed_draw()
    draw.cancel("Une personne a été oubliée.", NOON)
    assert "Une personne a été oubliée." in page(client, draw)


def test_a_draw_in_preparation_does_not_exist(client):
    draw = make_draw(title="Tirage secret")
    assert client.get(draw.get_absolute_url()).status_code == 404
    assert "Tirage secret" not in client.get(reverse("members:draw_list")).content.decode()


@pytest.mark.parametrize("candidates", [2, 40])
def test_the_page_costs_the_same_whatever_the_number(client, django_assert_num_queries, candidates):
    draw = make_closed_draw(candidates)
    draw.draw(SEED, draw.seed_at)
    with django_assert_num_queries(4):
        page(client, draw)


def test_the_list_is_empty_and_says_so(client):
    assert "Aucun tirage au sort n’est annoncé" in client.get(reverse("members:draw_list")).content.decode()


# --- the back office ----------------------------------------------------------------------------------------------
def act(client, draw, name, moment=NOON, **fields):
    with time_machine.travel(moment, tick=False):
        return client.post(reverse("admin:members_draw_act", args=[draw.pk, name]), {"confirmed": "on"} | fields)


def test_the_editor_closes_prints_the_tickets_and_draws(technician_client):
    draw = make_draw()
    make_candidacy(college="habitant")
    assert act(technician_client, draw, "fermer").status_code == 302
    tickets = technician_client.get(reverse("admin:members_draw_tickets", args=[draw.pk]))
    assert tickets["Content-Type"] == "application/pdf" and "no-store" in tickets["Cache-Control"]
    assert act(technician_client, draw, "tirer", draw.seed_at, seed=SEED).status_code == 302
    assert Draw.objects.get().result == [1]


def test_closing_nobody_is_refused_in_french(technician_client):
    response = act(technician_client, make_draw(), "fermer")
    assert response.status_code == 422
    assert "Il n’y a personne à tirer au sort" in response.content.decode()


def test_an_act_that_is_not_possible_now_does_nothing(technician_client):
    draw = make_closed_draw()
    assert act(technician_client, draw, "tirer", NOON, seed="1").status_code == 422
    assert Draw.objects.get().drawn_at is None


def test_a_closed_draw_is_read_only_and_has_no_delete_page(technician_client):
    draw = make_closed_draw()
    address = reverse("admin:members_draw_change", args=[draw.pk])
    assert (
        "<input"
        not in technician_client.get(address)
        .content.decode()
        .split('<fieldset class="module')[1]
        .split("submit-row")[0]
    )
    assert technician_client.get(reverse("admin:members_draw_delete", args=[draw.pk])).status_code == 403


def test_the_tickets_are_for_the_back_office_only(client):
    assert client.get(reverse("admin:members_draw_tickets", args=[make_closed_draw().pk])).status_code == 302
    assert Candidacy.objects.exists()
