import datetime

import pytest
from django.core.management import CommandError, call_command

from members.models import Mandate, Role
from tests.members.make import make_council, make_mandate

pytestmark = pytest.mark.django_db


def said(capsys, **options):
    call_command("check_composition", **options)
    return capsys.readouterr().out


def test_without_members_the_composition_is_to_complete_and_nothing_is_wrong(capsys):
    assert "composition à compléter" in said(capsys)


def test_a_president_whose_college_is_not_known_is_not_an_error(capsys):
    make_mandate(role=Role.CHAIR, college="")
    text = said(capsys)
    assert "composition à compléter" in text
    assert "0 habitant" not in text


def test_a_council_that_follows_its_rules_is_told_so(capsys):
    make_council(habitants=7, acteurs=8)
    make_mandate(role=Role.CHAIR)
    text = said(capsys)
    assert "8 habitants et 8 acteurs du quartier" in text
    assert "À corriger" not in text


def test_a_rule_that_is_broken_ends_in_an_error(capsys):
    make_council(habitants=9, acteurs=2)
    with pytest.raises(CommandError) as stop:
        said(capsys)
    assert stop.value.returncode == 1
    assert "À corriger. Parité\u00a0: pas encore. Il manque 7 acteurs du quartier." in capsys.readouterr().out


def test_examples_are_never_counted_as_real(capsys):
    make_council(habitants=9, acteurs=2)
    Mandate.objects.update(is_example=True)
    assert "composition à compléter" in said(capsys)


def test_a_past_day_may_be_asked(capsys):
    make_mandate(role=Role.CHAIR, starts_on=datetime.date(2017, 2, 23))
    assert "composition à compléter" in said(capsys, le="2017-02-22")
    with pytest.raises(CommandError):
        said(capsys, le="2017-02-23")


def test_a_day_that_is_not_one_is_told_why_not(capsys):
    with pytest.raises(CommandError, match="Écrivez le jour ainsi"):
        said(capsys, le="hier")
