"""The real content says what the source document says:
every statement is shown somewhere, and nothing else is claimed.
"""

import datetime
import re
from html import unescape

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import models
from django.test import Client

from publishing.sourced import Sourced
from tests.portal import kept_for_the_module, load_real

pytestmark = pytest.mark.django_db
SOURCE = settings.BASE_DIR / "content" / "clos" / "source"
FACTS = {fact["id"]: fact for fact in yaml.safe_load((SOURCE / "statements.yaml").read_text(encoding="utf-8"))}
COVERAGE = yaml.safe_load((settings.BASE_DIR / "tests" / "source_coverage.yaml").read_text(encoding="utf-8"))
SHOWN = {name: place for name, place in COVERAGE.items() if "page" in place}
ROOM_MODELS = [model for room in settings.ROOMS for model in apps.get_app_config(room).get_models()]


def folded(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("’", "'")).strip()


def words_of(html):
    main = re.search(r"<main.*</main>", html, re.S)[0]
    return folded(unescape(re.sub(r"<[^>]+>", " ", main))).casefold()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    yield from kept_for_the_module(django_db_blocker, lambda: load_real(datetime.date(2026, 11, 23)))


def test_the_document_has_75_statements_and_each_is_in_it():
    document = folded((SOURCE / "source.txt").read_text(encoding="utf-8"))
    assert len(FACTS) == 75
    assert not [name for name, fact in FACTS.items() if folded(fact["verbatim"]) not in document]


def test_every_statement_is_shown_or_says_why_not_yet():
    assert set(COVERAGE) == set(FACTS)
    assert all(place.get("not_yet") or (place["page"] and place["words"]) for place in COVERAGE.values())


@pytest.mark.parametrize("name", SHOWN)
def test_the_page_shows_the_statement(loaded, name):
    page = words_of(Client().get(SHOWN[name]["page"]).content.decode())
    assert not [words for words in SHOWN[name]["words"] if folded(words).casefold() not in page]


@pytest.mark.parametrize("name", SHOWN)
def test_a_record_keeps_the_sentence_it_comes_from(loaded, name):
    sourced = [model for model in ROOM_MODELS if issubclass(model, Sourced)]
    texts = [r.source_text for model in sourced for r in model._base_manager.all() if name in r.source_ids.split()]
    assert any(folded(FACTS[name]["verbatim"]) in folded(text) for text in texts)


@pytest.mark.parametrize("model", [m for m in ROOM_MODELS if issubclass(m, Sourced)], ids=lambda m: m._meta.label)
def test_every_sourced_record_names_its_statements_and_its_age(loaded, model):
    for record in model._base_manager.exclude(source_text=""):
        assert record.source_ids and set(record.source_ids.split()) <= set(FACTS), record
        assert record.state_as_of == "l’été 2018", record


def test_the_pages_of_the_document_say_how_old_they_are(loaded):
    old = [
        "/",
        "/le-conseil/",
        "/le-conseil/actions/",
        "/trombinoscope/",
        "/agenda/",
        "/propositions/",
        "/propositions/1/",
    ]
    assert not [page for page in old if "état à l’été 2018" not in Client().get(page).content.decode()]


def test_what_the_document_does_not_say_stays_empty(loaded):
    from_room = {model.__name__: model for model in ROOM_MODELS}
    proposals = from_room["Proposal"].objects.all()
    assert proposals.count() == 23 and proposals.exclude(title="").count() == 5
    assert not proposals.exclude(commissions=None).exists() and not proposals.exclude(delivery="").exists()
    meetings = from_room["Meeting"].objects.all()
    held = meetings.filter(state="held", kind="pleniere")
    assert held.count() == 13 and not held.exclude(place=None, start_time=None).exists()
    assert meetings.filter(kind="commission").count() == 8 and not meetings.exclude(commission=None).exists()
    assert [m.college for m in from_room["Mandate"].objects.all()] == [""]


def test_the_fixtures_load_with_loaddata_and_twice_changes_nothing(db):
    files = [str(settings.BASE_DIR / "content" / "clos" / f"{room}.yaml") for room in settings.ROOMS[2:-1]]
    call_command("loaddata", *files, verbosity=0)
    first = everything()
    call_command("loaddata", *files, verbosity=0)
    assert everything() == first


def everything():
    kept = [model for model in ROOM_MODELS if not hasattr(model, "history_object")]
    return {model._meta.label: serialize("json", model._base_manager.order_by("pk")) for model in kept}


def test_no_real_record_is_an_example(loaded):
    flagged = [
        m
        for m in ROOM_MODELS
        if any(isinstance(f, models.BooleanField) and f.name == "is_example" for f in m._meta.fields)
    ]
    assert len(flagged) > 5
    assert not [model for model in flagged if model._base_manager.filter(is_example=True).exists()]
