"""One identity; what the law wants and nobody knows yet is said to visitors and to editors."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from council.models import SiteIdentity
from council.rules.legal_notice import EditorKind, missing_information

COMPLETE = {
    "editor_kind": EditorKind.ASSOCIATION,
    "editor_name": "Association des Clos",
    "address": "1 rue de l’Exemple",
    "phone": "02 00 00 00 00",
    "publication_director": "Ada Lovelace",
    "host_name": "Hébergeur",
    "host_address": "2 rue de l’Exemple",
    "host_phone": "03 00 00 00 00",
    "email": "conseil@exemple.fr",
}


def test_a_complete_identity_misses_nothing():
    assert missing_information(SiteIdentity(**COMPLETE)) == []


@pytest.mark.parametrize("field", COMPLETE)
def test_each_missing_information_is_named(field):
    assert len(missing_information(SiteIdentity(**COMPLETE | {field: ""}))) == 1


def test_a_private_person_is_never_asked_for_a_home_address():
    person = SiteIdentity(
        **COMPLETE | {"editor_kind": EditorKind.PERSON, "address": "", "phone": "", "publication_director": ""}
    )
    assert missing_information(person) == []


@pytest.mark.django_db
def test_there_is_one_identity(identity):
    with pytest.raises(IntegrityError):
        SiteIdentity.objects.create(pk=2)


@pytest.mark.django_db
def test_visitors_read_what_is_to_be_completed(client, identity):
    html = client.get("/mentions-legales/").content.decode()
    assert html.count("information à compléter par le Conseil") == 8


@pytest.mark.django_db
def test_a_home_address_is_not_even_shown_for_a_private_person(client, identity):
    SiteIdentity.objects.update(editor_kind=EditorKind.PERSON, address="12 rue Privée")
    assert "rue Privée" not in client.get("/mentions-legales/").content.decode()


@pytest.mark.django_db
def test_the_command_lists_what_is_missing(identity):
    out = StringIO()
    call_command("check_identity", stdout=out)
    assert "- l’adresse postale de l’éditeur" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("check_identity", strict=True)


@pytest.mark.django_db
def test_the_command_is_content_when_all_is_there(identity):
    SiteIdentity.objects.update(**COMPLETE)
    call_command("check_identity", strict=True, stdout=StringIO())
