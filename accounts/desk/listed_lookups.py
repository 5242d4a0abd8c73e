"""What the address of a list may ask: the filters that the list shows, its hierarchy of dates, its search. Any other
question on the columns would be an oracle, or a pattern that never ends."""

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.db import models
from django.utils.text import smart_split

GREATEST_KEY = 2**63 - 1
LONGEST_SEARCH = 12  # words: each one asks every searched column
ANSWERS = ("", "__exact", "__isnull", "__isempty")
PERIOD = ("__gte", "__lt")
PARTS_OF_A_DAY = ("__year", "__month", "__day")


def is_listed(model_admin, request, lookup: str, value) -> bool:
    if "\0" in str(value) or _is_beyond_any_key(value):
        return False
    if lookup in (f"{model_admin.date_hierarchy}{part}" for part in PARTS_OF_A_DAY):
        return _is_in_the_calendar(value)
    return any(lookup in _asked_by(model_admin.model, one) for one in model_admin.get_list_filter(request))


def first_words(search: str) -> str:
    return " ".join(list(smart_split(search.replace("\0", " ")))[:LONGEST_SEARCH])


def _asked_by(model, filter_) -> set[str]:
    """The names that one filter of the list reads in the address."""
    if isinstance(filter_, type) and issubclass(filter_, admin.SimpleListFilter):
        return {filter_.parameter_name}
    path = filter_[0] if isinstance(filter_, (list, tuple)) else filter_
    field = get_fields_from_path(model, path)[-1]
    columns = [path]
    if field.is_relation:
        key = getattr(field, "target_field", field.related_model._meta.pk)
        columns.append(f"{path}__{key.name}")
    ends = ANSWERS + PERIOD if isinstance(field, models.DateField) else ANSWERS
    return {column + end for column in columns for end in ends}


def _is_beyond_any_key(value) -> bool:
    """A number that no database holds: SQLite would stop on it."""
    digits = str(value).strip().lstrip("+-")
    return digits.isdecimal() and (len(digits) > len(str(GREATEST_KEY)) or int(digits) > GREATEST_KEY)


def _is_in_the_calendar(value) -> bool:
    return str(value).isdecimal() and 0 < int(value) < 9999
