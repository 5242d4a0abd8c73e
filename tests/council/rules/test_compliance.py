"""What the site may say of its accessibility."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from council.models import SiteIdentity
from council.rules.compliance import Compliance, compliance, percentage
from tests.as_read import tight
from tests.council.make import make_statement

TODAY = datetime.date(2026, 3, 1)
RECENT = datetime.date(2026, 1, 15)


@pytest.mark.parametrize(
    ("audit_on", "passed", "applicable", "expected"),
    [
        (None, None, None, Compliance.NONE),
        (None, 50, 50, Compliance.NONE),
        (RECENT, None, None, Compliance.NONE),
        (RECENT, 0, 50, Compliance.NONE),
        (RECENT, 24, 49, Compliance.NONE),
        (RECENT, 25, 50, Compliance.PARTIAL),
        (RECENT, 49, 50, Compliance.PARTIAL),
        (RECENT, 50, 50, Compliance.FULL),
        (datetime.date(2023, 3, 1), 50, 50, Compliance.FULL),
        (datetime.date(2023, 2, 28), 50, 50, Compliance.NONE),
        (datetime.date(2026, 3, 2), 50, 50, Compliance.NONE),
    ],
)
def test_the_mention_comes_from_a_valid_audit_only(audit_on, passed, applicable, expected):
    assert compliance(audit_on, passed, applicable, TODAY) is expected


def test_a_rate_is_never_better_than_it_is():
    assert percentage(105, 106) == 99


@pytest.mark.django_db
def test_without_any_row_the_site_says_it_does_not_comply():
    assert SiteIdentity.load().accessibility_mention == "Accessibilité\u00a0: non conforme"


@pytest.mark.django_db
def test_the_mention_on_every_page_costs_no_query_of_its_own(django_assert_num_queries):
    make_statement(audit_on=timezone.localdate(), criteria_passed=30, criteria_applicable=50)
    with django_assert_num_queries(1):
        assert SiteIdentity.load().accessibility_mention == "Accessibilité\u00a0: partiellement conforme"


@pytest.mark.django_db
def test_an_identity_without_statement_costs_one_query_too(identity, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SiteIdentity.load().accessibility_mention == "Accessibilité\u00a0: non conforme"


@pytest.mark.django_db
@pytest.mark.parametrize("figures", [(51, 50), (1, 0), (50, 107), (1, None), (None, 1)])
def test_impossible_figures_are_refused_by_the_database(figures):
    passed, applicable = figures
    with pytest.raises(IntegrityError):
        make_statement(audit_on=RECENT, criteria_passed=passed, criteria_applicable=applicable)


@pytest.mark.django_db
def test_the_page_says_the_exact_sentence_of_the_law(client, identity):
    html = tight(client.get("/accessibilite/").content.decode())
    assert "s’engage à rendre son site accessible conformément à l’article 47 de la loi n°" in html
    assert "Le site n’a pas encore été audité." in html
    assert "Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07" in html


@pytest.mark.django_db
def test_the_page_keeps_the_compulsory_order(client, identity):
    html = client.get("/accessibilite/").content.decode()
    titles = [
        "État de conformité",
        "Résultats des tests",
        "Contenus non accessibles",
        "Établissement de cette",
        "Retour d’info",
        "Voies de",
    ]
    places = [html.index(f">{title}") for title in titles]
    assert places == sorted(places)


@pytest.mark.django_db
def test_an_audit_is_shown_with_its_figures(client):
    make_statement(audit_on=timezone.localdate(), auditor="Ada", criteria_passed=53, criteria_applicable=106)
    html = client.get("/accessibilite/").content.decode()
    assert "50&nbsp;% des critères" in html
    assert "est partiellement conforme avec" in html
