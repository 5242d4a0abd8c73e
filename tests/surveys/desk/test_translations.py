"""The words of the path, in the files that Django reads."""

import re

import pytest
import yaml
from django.conf import settings

from tests.translations import compiled, languages, mo_file, read, sentences

FIX = "Lancez script/translations, écrivez ce qui manque dans locale/, et lancez-le de nouveau."


@pytest.mark.once
@pytest.mark.parametrize("language", languages())
def test_every_sentence_of_the_path_is_translated(language):
    known = {message.id: message.string for message in read(language) if message.id}
    waiting = [m.id for m in sentences() if m.id and not known.get(m.id if isinstance(m.id, str) else tuple(m.id))]
    assert not waiting, FIX


@pytest.mark.once
@pytest.mark.parametrize("language", languages())
def test_a_translation_keeps_what_the_sentence_fills_in(language):
    for message in read(language):
        names = re.findall(r"\{\w+\}", str(message.id))
        holes = {hole for hole in ("%(number)s", "%(total)s", "%(label)s", "%(day)s", "%s") if hole in str(message.id)}
        written = message.string if isinstance(message.string, str) else message.string[-1]
        assert not [hole for hole in holes if hole not in written], message.id
        assert bool(names) == bool(re.search(r"\{\w+\}", written)), f"{message.id}: the council is named in one only"


@pytest.mark.once
@pytest.mark.parametrize("language", languages())
def test_django_reads_what_people_wrote(language):
    assert mo_file(language).read_bytes() == compiled(read(language)), FIX


@pytest.mark.once
def test_the_model_questionnaire_is_whole_in_every_language():
    rows = yaml.safe_load((settings.BASE_DIR / "content/clos/surveys.yaml").read_text(encoding="utf-8"))
    french = {
        row["fields"][name]
        for row in rows
        for name in ("title", "intro", "text", "help", "label")
        if row["model"] != "surveys.surveytranslation" and row["fields"].get(name)
    }
    translations = [row["fields"] for row in rows if row["model"] == "surveys.surveytranslation"]
    assert [fields["language"] for fields in translations] == languages()
    assert all(french == set(fields["texts"]) and all(fields["texts"].values()) for fields in translations)
    assert not any(fields["is_reviewed"] for fields in translations)
