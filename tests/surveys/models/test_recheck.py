"""When the portal is updated, results published under older rules are attacked by today's."""

from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.models import User
from clos_portal.desk.admin_home import admin_home
from surveys.models import PublishedResults, Survey
from surveys.models.recheck import recheck_results
from tests.surveys.make import TODAY, make_response, make_small_survey, questions, ticks

pytestmark = pytest.mark.django_db
PAGES = [
    "/resultats/avis/",
    "/resultats/avis/question-1/",
    "/resultats/avis/donnees.csv",
    "/resultats/avis/donnees.json",
    "/resultats/avis/affichettes/",
]


def make_frozen_yesterday():
    """Sixty people live here, five do not: these five alone were asked the second question."""
    survey = make_small_survey()
    survey.open(TODAY)
    lives, content, *_ = questions(survey)
    for _ in range(60):
        make_response(survey, *ticks(lives, "Oui"))
    for _ in range(5):
        make_response(survey, *ticks(lives, "Non"), *ticks(content, "Oui"))
    survey.close(TODAY)
    survey.publish_results(TODAY)
    PublishedResults.objects.update(rules=0)
    return survey


def told_of_the_five(survey):
    """What was published before a condition was held for a table in disguise: «Oui 5, Non 0»."""
    frozen = survey.published_results
    question = frozen.content["parts"][0]["questions"][1]
    assert not question["is_shown"]
    question |= {"is_shown": True, "has_hidden": False, "concerned": 5, "base": 5, "non_answers": 0}
    for option, count in zip(question["options"], (5, 0), strict=True):
        option["count"] = count
    frozen.save(update_fields=["content"])


def test_results_that_tell_of_five_people_are_withdrawn_whole(client):
    survey = make_frozen_yesterday()
    told_of_the_five(survey)
    content = PublishedResults.objects.get().content
    assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES)
    assert recheck_results(TODAY) == (1, [survey])
    assert [client.get(page).status_code for page in PAGES] == [404] * len(PAGES)
    assert PublishedResults.objects.get().content == content


def test_they_never_come_back_and_are_attacked_once():
    survey = make_frozen_yesterday()
    told_of_the_five(survey)
    recheck_results(TODAY)
    assert recheck_results(TODAY) == (0, [])
    with pytest.raises(ValidationError, match="petit groupe"):
        Survey.objects.get().publish_results(TODAY)


def test_counted_but_not_rechecked_they_are_not_published_either():
    survey = make_frozen_yesterday()
    told_of_the_five(survey)
    survey.withdraw_results(TODAY)
    with pytest.raises(ValidationError, match="petit groupe"):
        Survey.objects.get().publish_results(TODAY)


def test_safe_results_stay(client):
    survey = make_frozen_yesterday()
    assert recheck_results(TODAY) == (1, [])
    assert recheck_results(TODAY) == (0, [])
    assert client.get("/resultats/avis/question-1/").status_code == 200
    survey.withdraw_results(TODAY)
    survey.publish_results(TODAY)


def test_a_mail_that_fails_keeps_nothing_public(client, identity, caplog):
    told_of_the_five(make_frozen_yesterday())
    with mock.patch("council.mail.council_mail.EmailMessage.send", side_effect=OSError):
        assert recheck_results(TODAY)[1]
    assert client.get(PAGES[0]).status_code == 404 and "The council was not told" in caplog.text


def test_the_presidency_is_told(capsys, identity):
    told_of_the_five(make_frozen_yesterday())
    call_command("recheck_results")
    assert "1 retiré" in capsys.readouterr().out
    [letter] = mail.outbox
    assert letter.to == [identity.email] and str(Survey.objects.get()) in letter.body
    call_command("recheck_results")
    assert len(mail.outbox) == 1
    president = User.objects.create_superuser("presidence@example.org", "une longue phrase secrete")
    assert any("retrouver un petit groupe" in waiting.sentence for waiting in admin_home(president).todo)
