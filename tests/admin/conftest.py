import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from clos_portal.desk.roles import apply_roles
from members.models import CompositionRules
from proposals.models import Agreement
from tests.accounts.make import enter, make_user
from tests.admin.make import keeps_versions
from tests.portal import kept_for_the_module, load_everything
from tests.test_every_page import TODAY


@pytest.fixture(scope="module")
def loaded_desk(django_db_setup, django_db_blocker):
    """The real content, the examples, the roles, and at least one version of each model that keeps some."""

    def load():
        load_everything(TODAY)
        apply_roles()
        CompositionRules.objects.get_or_create(pk=1)
        Agreement.objects.create(first_year=2019)
        for model in filter(keeps_versions, apps.get_models()):
            model._base_manager.first().save()

    yield from kept_for_the_module(django_db_blocker, load)


@pytest.fixture
def person(loaded_desk, client, request):
    """A client who entered with the role of the parameter; «tous les droits» and «personne» are no roles."""
    if request.param == "personne":
        return client
    user = make_user(is_superuser=request.param == "tous les droits")
    user.groups.set(Group.objects.filter(name=request.param))
    client = enter(client, user)
    client.user = user
    return client
