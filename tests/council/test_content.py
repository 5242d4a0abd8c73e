"""The real content says what the source says, keeps its words, and loads twice without a change."""

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from council.models import Action, GlossaryTerm, Page, Partner, Place, SiteIdentity
from publishing.words.rich_text import clean_html

PACK = settings.BASE_DIR / "content" / "clos" / "council.yaml"
RECORDS = yaml.safe_load(PACK.read_text(encoding="utf-8"))
STATEMENTS = {
    statement["id"]: statement["verbatim"]
    for statement in yaml.safe_load(
        (settings.BASE_DIR / "content/clos/source/statements.yaml").read_text(encoding="utf-8")
    )
}
SOURCED = [record["fields"] for record in RECORDS if "source_ids" in record["fields"]]


@pytest.fixture
def real_content(db):
    call_command("loaddata", PACK, verbosity=0)


@pytest.mark.parametrize("fields", SOURCED, ids=lambda fields: fields.get("reference", "identity"))
def test_a_sourced_record_keeps_the_words_of_its_statements(fields):
    assert fields["source_text"] == "\n".join(STATEMENTS[name] for name in fields["source_ids"].split())
    assert fields["state_as_of"] == "l’été 2018"


def test_what_the_council_owes_to_the_source_is_there():
    shown = {name for fields in SOURCED for name in fields["source_ids"].split()}
    wanted = "ID1 ID2 ID3 GO1 GO2 RC1 RC2 RC3 CO1 TA1 SI1 SI2 SI3 TR1 QU1 QU2 IN2 RU1 CM9 PR2 "
    wanted += "PE1 PE4 PE5 PE6 PE7 PE8 PE9 PE10 PE11"
    assert set(wanted.split()) <= shown


def test_the_number_of_councils_that_is_doubtful_is_left_out():
    shown = [
        str(value) for fields in SOURCED for key, value in fields.items() if key not in ("source_text", "editor_note")
    ]
    assert not [text for text in shown if "1514" in text]


@pytest.mark.django_db
def test_loading_twice_changes_nothing(real_content):
    models = [SiteIdentity, Place, Partner, Action, Page, GlossaryTerm]
    before = [list(model.objects.order_by("pk").values()) for model in models]
    call_command("loaddata", PACK, verbosity=0)
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


@pytest.mark.django_db
def test_the_real_content_holds_no_example_and_no_draft(real_content):
    for model in (Partner, Action, Page):
        assert not model.objects.examples().exists()
        assert model.objects.published().count() == model.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/le-conseil/actions/", "/le-conseil/partenaires/", "/pages/mission/"])
def test_pages_of_the_source_say_its_date(client, real_content, path):
    assert "état à l’été 2018" in client.get(path).content.decode()


@pytest.mark.django_db
def test_the_mission_is_quoted_word_for_word(client, real_content):
    html = client.get("/pages/mission/").content.decode()
    assert STATEMENTS["ID2"] in html
    assert STATEMENTS["ID3"] in html


@pytest.mark.django_db
def test_dates_are_said_as_well_as_they_are_known(client, real_content):
    html = client.get("/le-conseil/actions/").content.decode()
    for words in [
        "Mercredi 7 octobre 2015",
        "Jeudi 23 février 2017",
        "Entre 2018 et 2019",
        "Entre juillet 2018 et juin 2019",
    ]:
        assert words in html


def test_the_texts_of_the_pack_are_stored_as_written():
    """Else each start would take them for texts that somebody edited."""
    bodies = [record["fields"]["body"] for record in RECORDS if "body" in record["fields"]]
    assert bodies == [clean_html(body) for body in bodies]


def test_definitions_are_short():
    definitions = [record["fields"]["definition"] for record in RECORDS if record["model"] == "council.glossaryterm"]
    assert len(definitions) >= 40
    assert max(len(definition.split()) for definition in definitions) <= 20
