import dataclasses

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify

from council.models import GlossaryTerm
from publishing.sheets.sheet_import import Column, SheetImport

pytestmark = pytest.mark.django_db


class TermForm(forms.ModelForm):
    class Meta:
        model = GlossaryTerm
        fields = ["term", "definition"]

    def save(self):
        self.instance.reference = slugify(self.instance.term)
        return super().save()


IMPORT = SheetImport([Column("Mot", "term"), Column("Sens", "definition")], TermForm)


def sheet(*lines):
    return SimpleUploadedFile("mots.csv", "\n".join(["Mot;Sens", *lines]).encode())


def test_a_preview_says_what_would_happen_and_saves_nothing():
    preview = IMPORT.check(sheet("Plénière;Réunion de tous.", "Quorum;Nombre nécessaire."))
    assert preview.is_valid and [line.outcome for line in preview.lines] == ["nouveau", "nouveau"]
    assert not GlossaryTerm.objects.exists()


def test_what_was_previewed_is_saved():
    IMPORT.apply(IMPORT.check(sheet("Plénière;Réunion de tous.")).token)
    assert GlossaryTerm.objects.get().term == "Plénière"


def test_one_bad_line_keeps_every_line_out():
    preview = IMPORT.check(sheet("Plénière;Réunion de tous.", "Quorum;"))
    assert [line.number for line in preview.refused] == [3] and "Sens" in preview.refused[0].errors[0]
    assert not IMPORT.apply(preview.token).is_valid and not GlossaryTerm.objects.exists()


def test_a_line_written_twice_is_seen_before_saving():
    preview = IMPORT.check(sheet("Plénière;Une.", "Plénière;Deux."))
    assert [line.number for line in preview.refused] == [3]


def test_what_changed_meanwhile_is_checked_again():
    token = IMPORT.check(sheet("Plénière;Une.", "Quorum;Deux.")).token
    GlossaryTerm.objects.create(reference="quorum", term="Quorum", definition="Déjà là.")
    assert not IMPORT.apply(token).is_valid and GlossaryTerm.objects.count() == 1


def test_a_changed_preview_is_refused():
    with pytest.raises(ValidationError, match="aperçu"):
        IMPORT.apply(IMPORT.check(sheet("a;b")).token[:-1] + "!")


def test_a_sheet_without_lines_says_so():
    with pytest.raises(ValidationError, match="aucune ligne"):
        IMPORT.check(sheet())


def test_a_table_longer_than_a_request_may_save_is_to_be_cut():
    short = dataclasses.replace(IMPORT, most=2)
    assert short.check(sheet("a;b", "c;d")).is_valid
    with pytest.raises(ValidationError, match="Ce tableau a 3 lignes. Envoyez-en 2 au plus"):
        short.check(sheet("a;b", "c;d", "e;f"))
