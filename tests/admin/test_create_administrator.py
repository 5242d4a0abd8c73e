import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.accounts.make import is_inside, make_user, sign_in

pytestmark = pytest.mark.django_db


def run(**options):
    words = io.StringIO()
    call_command("create_administrator", stdout=words, **options)
    return words.getvalue()


def test_the_first_administrator_enters_with_the_password_printed_once(client):
    words = run()
    email, password = (line.split(":")[1].strip() for line in words.splitlines()[1:])
    assert sign_in(client, email, password).status_code == 302
    assert is_inside(client)
    assert password not in User.objects.get().password


def test_nothing_happens_when_there_is_one_already():
    run()
    assert run() == ""
    assert User.objects.count() == 1


def test_the_address_may_be_chosen(monkeypatch):
    monkeypatch.setenv("ADMIN_EMAIL", "env@conseil.example")
    run()
    assert User.objects.get().email == "env@conseil.example"


def test_the_option_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("ADMIN_EMAIL", "env@conseil.example")
    run(email="option@conseil.example")
    assert User.objects.get().email == "option@conseil.example"


@pytest.mark.parametrize("email", ["pas une adresse", "deja@conseil.example"])
def test_a_wrong_address_is_refused_in_french(email):
    make_user(email="deja@conseil.example")
    with pytest.raises(CommandError, match="adresse"):
        run(email=email)
