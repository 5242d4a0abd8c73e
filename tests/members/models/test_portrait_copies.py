"""A photo recorded before the copies were one set a medium gets them, and the former copy leaves the disk."""

from importlib import import_module

import pytest
from django.apps import apps

from members.models import Member
from tests.members.make import give_portrait, make_mandate
from tests.members.models.test_portraits import DAY, KEPT, files, media_kept

pytestmark = pytest.mark.django_db
migration = import_module("members.migrations.0003_portrait_copies")


def test_the_former_single_copy_becomes_a_set(settings):
    member = give_portrait(make_mandate().member, site=DAY, poster=DAY, press=DAY)
    for path in files(settings)[1:]:
        if path.parent.name != "portraits":
            path.unlink()
    former = member.site_portrait.storage.save("portraits/site/former.webp", member.portrait.file)
    Member.objects.filter(pk=member.pk).update(site_portrait=former, poster_portrait="", press_portrait="")
    migration.make_copies(apps, None)
    assert media_kept(settings) == KEPT
    assert not member.site_portrait.storage.exists(former)
