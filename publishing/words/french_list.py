from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from publishing.words.alphabet import Alphabetical


class FrenchList(ChangeList):
    """Words in the order of a French dictionary, whatever the engine: É with E, «de la Fontaine» with L."""

    def get_ordering(self, request, queryset):
        return [self._in_french(name) for name in super().get_ordering(request, queryset)]

    def _in_french(self, name):
        if not isinstance(name, str) or not isinstance(self._field(name.removeprefix("-")), models.CharField):
            return name
        key = Alphabetical(name.removeprefix("-"))
        return key.desc() if name.startswith("-") else key.asc()

    def _field(self, name):
        try:
            return get_fields_from_path(self.model, name)[-1]
        except FieldDoesNotExist:
            return None  # the key of the table, or a value that the list computes
