"""The names that subscribed phones already know: the upgrade stores them."""

from importlib import import_module

import pytest
from django.apps import apps

from events.models import Event
from meetings.models import Meeting

pytestmark = pytest.mark.django_db
UPGRADES = [
    (Meeting, "meetings.migrations.0005_calendar_uid", "une"),
    (Event, "events.migrations.0002_calendar_uid", "vie-une"),
]


@pytest.mark.parametrize(("model", "upgrade", "name"), UPGRADES)
def test_the_names_already_given_out_are_stored_with_their_history(settings, model, upgrade, name):
    settings.SITE_URL = "https://clos.exemple.fr:8443"
    entry = model.objects.create(reference="ancienne", title="Une", starts_on="2030-03-01")
    entry.reference = "une"
    entry.save()
    import_module(upgrade).keep_the_names_already_given(apps, None)
    entry.refresh_from_db()
    assert entry.calendar_uid == f"{name}@clos.exemple.fr"
    assert set(entry.history.values_list("calendar_uid", flat=True)) == {entry.calendar_uid}
