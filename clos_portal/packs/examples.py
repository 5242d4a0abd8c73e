"""The invented examples: loaded once, counted from the day of loading, removed without touching what people entered."""

import datetime

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.deletion import ProtectedError, RestrictedError

import events.demo
import members.demo
import proposals.demo
import surveys.demo
import walks.demo
from clos_portal.models import ContentPack
from clos_portal.packs.content_pack import load_pack
from council.models import SiteIdentity
from publishing.erasing.erasure import erase
from publishing.publishable import Publication, Publishable


@transaction.atomic
def load_examples(today: datetime.date, again: bool = False) -> bool:
    """False when they were loaded before: once removed, they come back only on demand (`again`)."""
    pack = ContentPack.objects.filter(name=ContentPack.DEMO)
    if pack.exists() and not again:
        return False
    load_pack(settings.COUNCIL.folder, today)
    remove_examples(today)
    pack.delete()
    load_pack(settings.COUNCIL.folder / ContentPack.DEMO, today)
    members.demo.load(today)
    events.demo.load()
    walks.demo.load(today)
    surveys.demo.load(today)
    proposals.demo.load(today)
    _say_whether_examples_are_shown(True)
    return True


def shows_examples() -> bool:
    """Asked also of a database that is empty, or older than this code."""
    if ContentPack._meta.db_table not in connection.introspection.table_names():
        return False
    return ContentPack.objects.filter(name=ContentPack.DEMO, removed_on=None).exists()


@transaction.atomic
def remove_examples(today: datetime.date) -> int:
    """How many examples were removed. One that a real record hangs on is withdrawn from the public instead."""
    count = 0
    for model in example_models():
        for example in model._base_manager.filter(is_example=True):
            count += _remove(example)
        if hasattr(model, "history"):
            model.history.model.objects.filter(is_example=True).delete()
    ContentPack.objects.update_or_create(
        name=ContentPack.DEMO,
        defaults={"removed_on": today},
        create_defaults={"loaded_on": today, "removed_on": today},
    )
    _say_whether_examples_are_shown(False)
    return count


def example_models() -> list[type[models.Model]]:
    """From the top floor down, and inside a room what points before what is pointed at."""
    rooms = [apps.get_app_config(room) for room in reversed(settings.ROOMS)]
    return [
        model
        for room in rooms
        for model in reversed(list(room.get_models()))
        if "is_example" in {field.name for field in model._meta.fields} and not hasattr(model, "history_object")
    ]


def _remove(example: models.Model) -> int:
    try:
        with transaction.atomic():
            erase(example)
    except (ProtectedError, RestrictedError):
        if isinstance(example, Publishable):
            type(example)._base_manager.filter(pk=example.pk).update(publication=Publication.WITHDRAWN)
        return 0
    return 1


def _say_whether_examples_are_shown(shown: bool) -> None:
    SiteIdentity.objects.update_or_create(pk=1, defaults={"has_examples": shown})
