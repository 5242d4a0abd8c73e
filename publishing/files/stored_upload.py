"""A form whose uploads the disk refused: each file field says so, and the rest stays as it was typed."""

from django import forms
from django.core.exceptions import ValidationError


def refusing(form_class: type[forms.BaseForm], error: ValidationError, *, or_whole: bool = False):
    """The same form, refused. `or_whole`: the form itself, when nothing was sent that could be blamed."""

    class Refusing(form_class):
        def full_clean(self):
            super().full_clean()
            sent = [name for name in self.fields if self.files.get(self.add_prefix(name))]
            for name in sent or ([None] if or_whole else []):
                self.add_error(name, error)

    return Refusing
