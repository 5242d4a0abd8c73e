"""A member votes from the link of the paper, on a phone, without script."""

import pytest
from django.urls import reverse
from django.utils import timezone

from proposals.models import Round
from tests.browser.conftest import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_member_makes_a_mistake_mends_it_and_votes(open_page, loaded_site):
    ballot_round = Round.objects.get(reference="exemple-priorites-en-cours")
    [(_, code), *_] = ballot_round.give_codes(timezone.localdate())
    page = open_page(390)
    page.goto(f"{loaded_site}{ballot_round.vote_url}?code={code}")
    boxes = page.get_by_role("textbox", name="Exemple")
    boxes.nth(0).fill("1")
    boxes.nth(1).fill("1")
    page.click("text=Mettre mon bulletin dans l’urne")
    assert "deux fois la même place" in page.inner_text("[role=alert]")
    assert page.input_value("#id_code") == code and not axe_violations(page)
    boxes.nth(1).fill("2")
    page.click("text=Mettre mon bulletin dans l’urne")
    assert page.inner_text("h1") == "Votre vote est enregistré"
    assert not page.complaints or all("422" in complaint for complaint in page.complaints)
    assert ballot_round.ballots.count() == 1


def test_a_resident_sends_an_idea_and_follows_it(open_page, loaded_site):
    page = open_page(390, java_script_enabled=False)
    page.goto(loaded_site + reverse("proposals:idea_create"))
    page.wait_for_timeout(2100)  # quicker than a person, and the form asks to read again
    page.fill("[name=text]", "Un abri pour les vélos.")
    page.click("text=Envoyer mon idée")
    assert page.inner_text("h1") == "Votre idée est enregistrée"
    number = page.inner_text(".essential strong")
    page.goto(f"{loaded_site}{reverse('proposals:idea_follow')}")
    page.fill("#numero", number.lower().replace("-", ""))
    page.click("text=Voir >> nth=0")
    assert "Un abri pour les vélos." in page.inner_text("main")
