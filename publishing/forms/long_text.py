"""A text of several lines with a longest length: a line end counts for one sign, as the browser's own counter says."""

from django import forms
from django.db import models


class LongTextField(forms.CharField):
    """A browser sends each line end as two signs."""

    def to_python(self, value):
        return super().to_python(value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value)


class LongText(models.TextField):
    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LongTextField} | kwargs)

    def deconstruct(self):
        """For the database it is the same text."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.TextField", arguments, options
