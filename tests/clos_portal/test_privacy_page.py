"""The page «Données personnelles» says what the nightly erasing does, with the same constants."""

import dataclasses
import html
import re

import pytest
from django.conf import settings

import members.retention
from clos_portal import retention
from tests.as_read import one_line

pytestmark = pytest.mark.django_db
KEPT = [kept for module in [*retention.ROOMS, retention] for kept in module.KEPT if kept.months]


def page(client):
    return html.unescape(one_line(client.get("/donnees-personnelles/").text))


def test_every_duration_that_is_obeyed_is_told(client):
    text = page(client)
    assert not [kept.duration for kept in KEPT if kept.duration[1:] not in text]


def test_every_subject_is_one_touch_away(client):
    main = page(client).partition("<main")[2].partition("</main>")[0]
    listed = re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', main)
    titles = re.findall(r'<h[23] id="([\w-]+)">([^<]+)</h[23]>', main)
    assert len(titles) > 15 and listed == [title for title in titles if title[0] != "sujets"]


def test_a_duration_that_changes_in_the_code_changes_on_the_page(client, monkeypatch):
    longer = dataclasses.replace(members.retention.CANDIDACIES, months=7)
    monkeypatch.setattr(members.retention, "CANDIDACIES", longer)
    assert "7 mois après notre réponse" in page(client)


@pytest.mark.parametrize(
    "words",
    [
        "ni quand vous envoyez un formulaire",
        "La présidence peut télécharger les réponses une par une",
        "l’intérêt légitime du Conseil, tant qu’une réponse peut être rapprochée de son code",
        "L’hébergeur du site",
        "Le fournisseur de la boîte e-mail du Conseil",
        "la portabilité",
        "des personnes invitées",
        "Les tirages au sort",
        "Les copies de secours",
        "une empreinte du réseau",
        "Une empreinte des lieux",
        "l’accord écrit de ses parents",
        "L’hébergeur l’efface après 12 mois au plus",
        f"après {settings.SESSION_COOKIE_AGE // 3600} heures",
    ],
)
def test_what_was_silent_is_said(client, words):
    assert words in page(client).replace("\u00a0", " ")


def test_the_cookie_of_the_forms_of_the_desk_goes_with_the_browser(client):
    client.get("/admin/login/")
    assert not client.cookies["csrftoken"]["max-age"] and not client.cookies["csrftoken"]["expires"]


def test_the_page_says_which_copies_are_kept_and_whether_they_are_sealed(client, settings):
    settings.BACKUPS_KEPT, settings.BACKUP_PUBLIC_KEY = {"daily": 9, "weekly": 0, "monthly": 3}, ""
    page = client.get("/donnees-personnelles/").content.decode()
    assert "Nous gardons une par jour pendant 9 jours, une par mois pendant 3 mois." in page and "chiffrées" not in page
    settings.BACKUP_PUBLIC_KEY = "age1"
    assert "Elles sont chiffrées" in client.get("/donnees-personnelles/").content.decode()
