"""A draw is announced, made once, and stays: the database itself refuses the rest."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from members.models import Candidacy, CandidacyStatus, College, Draw, HeldTicket, Ticket, draw_guard, mandate_guard
from members.rules import draw
from publishing.erasing.erasure import erase
from tests.members.make import NOON, make_candidacy, make_closed_draw, make_draw, make_member

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=7)
LATER = NOON + WEEK


def test_closing_gives_each_candidate_of_the_college_a_ticket():
    wanted = [make_candidacy(college=College.HABITANT), make_candidacy(college=College.HABITANT, status="contacted")]
    make_candidacy(college=College.ACTEUR)
    make_candidacy(college=College.HABITANT, status=CandidacyStatus.DECLINED, answered_on=NOON.date())
    made = make_draw()
    made.close(NOON)
    assert {held.candidacy for held in HeldTicket.objects.all()} == set(wanted)
    assert sorted(made.tickets.values_list("number", flat=True)) == [1, 2]


def test_the_published_list_and_its_fingerprint_hold_together():
    made = make_closed_draw()
    assert draw.sha256(made.list_text) == made.fingerprint
    assert all(f"Ticket {ticket.number} : {ticket.proof}" in made.list_text for ticket in made.tickets.all())
    assert "Dominique" not in made.list_text


def test_a_candidate_checks_that_the_ticket_is_his():
    make_closed_draw()
    for held in HeldTicket.objects.select_related("ticket", "candidacy"):
        assert draw.proof(held.ticket.number, held.candidacy.name, held.code) == held.ticket.proof


def test_the_draw_is_made_with_the_announced_seed_and_can_be_made_again():
    made = make_closed_draw()
    made.draw(" 5 12  23 ", LATER)
    numbers = list(made.tickets.values_list("number", flat=True))
    again = draw.draw(made.fingerprint, "5 12 23", numbers, made.seats, made.alternates)
    assert made.result == [ticket.number for ticket in again]
    assert made.steps() == again


REFUSED = {
    "closing an empty list": lambda: make_draw().close(NOON),
    "closing after the public draw": lambda: make_closed_draw(seed_at=NOON),
    "closing twice": lambda: make_closed_draw().close(NOON),
    "drawing before the public draw": lambda: make_closed_draw().draw("1", NOON),
    "drawing an open list": lambda: make_draw().draw("1", LATER),
    "drawing without a seed": lambda: make_closed_draw().draw("  ", LATER),
    "cancelling once the seed can be known": lambda: make_closed_draw().cancel("Trop tard", LATER),
}


@pytest.mark.parametrize("act", REFUSED.values(), ids=REFUSED)
def test_what_would_make_the_draw_doubtful_is_refused(act):
    with pytest.raises(ValidationError):
        act()


def test_one_draw_only():
    made = make_closed_draw()
    made.draw("1 2 3", LATER)
    with pytest.raises(ValidationError):
        made.draw("4 5 6", LATER)
    assert Draw.objects.get().seed == "1 2 3"


def test_a_cancelled_draw_stays_and_says_why():
    made = make_closed_draw()
    made.cancel("Une personne a été oubliée dans la liste.", NOON + datetime.timedelta(days=1))
    assert Draw.objects.public().get().cancel_reason.startswith("Une personne")
    make_draw()


def test_one_draw_at_a_time_for_a_college():
    make_draw()
    with pytest.raises(IntegrityError):
        make_draw()


# --- what the database itself refuses ------------------------------------------------------------------------------
def refused(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_the_database_refuses_to_erase_a_closed_draw_and_its_tickets():
    made = make_closed_draw()
    refused(made.delete)
    refused(Draw.objects.all().delete)
    refused(Ticket.objects.all().delete)
    assert made.tickets.count() == 5


@pytest.mark.parametrize(
    "change", [{"fingerprint": "0" * 64}, {"seats": 3}, {"closed_at": None, "fingerprint": ""}, {"is_example": True}]
)
def test_the_database_refuses_to_change_a_closed_list(change):
    made = make_closed_draw()
    refused(lambda: Draw.objects.filter(pk=made.pk).update(**change))


def test_the_database_refuses_to_change_a_result():
    made = make_closed_draw()
    made.draw("1 2 3", LATER)
    refused(lambda: Draw.objects.update(seed="4 5 6"))
    refused(lambda: Draw.objects.update(result=[1, 2, 3, 4, 5]))


def test_the_database_refuses_to_move_add_or_rewrite_a_ticket():
    made = make_closed_draw()
    refused(lambda: made.tickets.create(number=6, proof="f" * 64))
    refused(lambda: made.tickets.filter(number=1).update(proof="f" * 64))
    refused(lambda: made.tickets.filter(number=1).update(number=9))


def test_the_database_refuses_a_draw_before_its_seed():
    made = make_closed_draw()
    refused(lambda: Draw.objects.update(seed="1", result=[1], drawn_at=made.seed_at - WEEK))


def test_a_draw_in_preparation_may_be_corrected_and_erased():
    made = make_draw()
    made.seats = 4
    made.save()
    made.delete()
    assert not Draw.objects.exists()


def test_an_invented_draw_may_leave():
    erase(make_closed_draw(is_example=True))
    assert not Ticket.objects.exists()


def test_the_triggers_are_there_after_every_migration():
    with connection.cursor() as cursor:
        table = "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger"
        cursor.execute(f"SELECT {'name' if connection.vendor == 'sqlite' else 'tgname'} FROM {table}")
        names = {row[0] for row in cursor.fetchall()}
    assert {guard[0] for guard in draw_guard.guards("IS NOT")} | set(mandate_guard.NAMES.values()) <= names


# --- what is forgotten, and who is named ---------------------------------------------------------------------------
def test_erasing_a_candidacy_forgets_the_code_and_keeps_the_ticket():
    made = make_closed_draw()
    erase(Candidacy.objects.first())
    assert (HeldTicket.objects.count(), made.tickets.count()) == (4, 5)


def test_erasing_a_member_keeps_the_ticket_without_a_name():
    ticket = make_closed_draw().tickets.first()
    ticket.give_to(make_member())
    erase(ticket.member)
    ticket.refresh_from_db()
    assert ticket.member is None
