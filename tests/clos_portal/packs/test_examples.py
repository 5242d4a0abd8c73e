import datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from clos_portal.packs.content_pack import load_pack
from clos_portal.packs.examples import load_examples, remove_examples
from council.models import Place, SiteIdentity
from meetings.models import Meeting
from members.models import Member
from proposals.models import Proposal
from surveys.models import SurveyResponse
from tests.portal import kept_for_the_module
from tests.test_source import everything

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module", autouse=True)
def before(django_db_setup, django_db_blocker):
    """What the real content alone was, before the examples that every test finds."""
    kept = {}

    def load():
        load_pack(settings.COUNCIL.folder, TODAY)
        kept["content"] = what_counts(everything())
        kept["rows"] = {m._meta.label: m._base_manager.count() for m in apps.get_models(include_auto_created=True)}
        assert load_examples(TODAY)

    yield from (kept for _ in kept_for_the_module(django_db_blocker, load))


def what_counts(content):
    """Everything but the row that remembers which packs were loaded."""
    return {label: rows for label, rows in content.items() if label != "clos_portal.ContentPack"}


def test_removing_the_examples_leaves_exactly_the_real_content(before):
    assert what_counts(everything()) != before["content"]
    remove_examples(TODAY)
    assert what_counts(everything()) == before["content"]


def test_no_table_keeps_a_row_of_the_examples_histories_included(before):
    remove_examples(TODAY)
    tables = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    rows = {label: model._base_manager.count() for label, model in tables.items() if label not in OF_THE_SWITCH}
    assert rows == {label: count for label, count in before["rows"].items() if label not in OF_THE_SWITCH}


# Which packs were loaded, and whether the site shows examples.
OF_THE_SWITCH = {"clos_portal.ContentPack", "council.HistoricalSiteIdentity"}


def test_the_examples_do_not_come_back_by_themselves():
    remove_examples(TODAY)
    assert not load_examples(TODAY)
    assert not Member.objects.examples().exists()
    assert load_examples(TODAY, again=True)
    assert Member.objects.examples().exists()


def test_what_a_person_entered_stays_when_the_examples_leave():
    Meeting.objects.create(reference="a-nous", title="Notre réunion", starts_on=TODAY)
    Proposal.objects.filter(number=1).update(objective="Bouger ensemble")
    remove_examples(TODAY)
    assert Meeting.objects.filter(reference="a-nous").exists()
    assert Proposal.objects.get(number=1).objective == "Bouger ensemble"


def test_an_example_that_a_real_record_hangs_on_is_kept_out_of_sight():
    place = Place.objects.create(reference="exemple-salle", name="Salle d’exemple", is_example=True)
    Meeting.objects.create(reference="a-nous", title="Notre réunion", starts_on=TODAY, place=place)
    remove_examples(TODAY)
    assert Meeting.objects.get(reference="a-nous").place == place


def test_the_site_says_whether_examples_are_shown():
    assert SiteIdentity.load().has_examples
    remove_examples(TODAY)
    assert not SiteIdentity.load().has_examples


def test_every_screen_has_something_to_show():
    assert Meeting.objects.examples().published().upcoming(TODAY).exists()
    assert set(Proposal.objects.examples().values_list("status", flat=True)) == {
        "to_complete",
        "under_review",
        "validated",
        "rejected",
    }
    assert (
        SurveyResponse.objects.filter(channel="paper").count() + SurveyResponse.objects.filter(channel="online").count()
        >= 300
    )
    assert SurveyResponse.objects.values("channel").distinct().count() == 2


def test_the_examples_never_enter_a_site_in_production(settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo")
