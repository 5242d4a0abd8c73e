"""A form of the desk read field by field, its rows included: what a browser would send back if nobody touched it."""

import hashlib
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.forms import BoundField, CheckboxInput, ChoiceField, FileField, MultiWidget, Textarea
from django.forms.models import ModelChoiceField
from django.forms.widgets import SelectMultiple
from django.utils.html import strip_tags

Sent = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class FormCell:
    """One field, with its place in the record: «title», or «agenda_items/12/title» in a row."""

    key: str
    bound: BoundField
    row: str = ""

    @property
    def widget(self):
        """Without the links that the desk puts around a list of records."""
        return getattr(self.bound.field.widget, "widget", self.bound.field.widget)

    @property
    def label(self) -> str:
        return f"{self.row}\u00a0: {self.bound.label}" if self.row else str(self.bound.label)

    @property
    def is_text(self) -> bool:
        return isinstance(self.widget, Textarea)

    @property
    def is_several(self) -> bool:
        return isinstance(self.widget, SelectMultiple)

    def stored(self, name: str) -> Sent:
        """What the browser sends for the stored value, under this name."""
        return _as_sent(self.widget, name, self.bound.value())

    def posted(self, name: str, data) -> Sent:
        """What it did send."""
        if isinstance(self.widget, MultiWidget):
            return [(name + end, data.getlist(name + end)) for end in self.widget.widgets_names]
        return [(name, data.getlist(name))]

    def in_words(self, sent: Sent) -> str:
        """For a person: labels, not keys; a date as it was typed."""
        values = [value for _, values in sent for value in values if value]
        field = self.bound.field
        if isinstance(self.widget, CheckboxInput):
            return "oui" if values else "non"
        if isinstance(field, ModelChoiceField):
            return ", ".join(_name_of(field, value) for value in values)
        if isinstance(field, ChoiceField):
            labels = dict(_flat(field.choices))
            return ", ".join(labels.get(value, value) for value in values)
        return " ".join(strip_tags(re.sub(r"</(p|li|h2|h3)>", "\n", value)).strip() for value in values)


def cells_of(forms, formsets=()) -> dict[str, FormCell]:
    found = [
        FormCell(form.add_prefix(name), form[name], str(form.instance) if form.prefix else "")
        for form in forms
        for name in form.fields
        if _is_compared(form, name)
    ]
    for formset in formsets:
        for row in formset.initial_forms:
            found += [
                FormCell(f"{formset.prefix}/{row.instance.pk}/{name}", row[name], str(row.instance))
                for name in row.fields
                if name not in (formset._pk_field.name, formset.fk.name, "DELETE", "ORDER") and _is_compared(row, name)
            ]
    return {cell.key: cell for cell in found}


def print_of(sent: Sent) -> str:
    """Eight signs that change with the value; ends of lines and the spaces between tags are no value."""
    values = [[_plain(value) for value in values if value] for _, values in sent]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:8]


def _is_compared(form, name) -> bool:
    """A file is chosen again or stays: it is never put back."""
    return not form.fields[name].disabled and not isinstance(form.fields[name], FileField)


def _as_sent(widget, name, value) -> Sent:
    if isinstance(widget, MultiWidget):
        values = value if isinstance(value, list) else widget.decompress(value)
        pairs = zip(widget.widgets_names, widget.widgets, values, strict=False)
        return [pair for end, one, part in pairs for pair in _as_sent(one, name + end, part)]
    if isinstance(widget, CheckboxInput):
        return [(name, ["on"] if widget.check_test(value) else [])]
    value = widget.format_value(value)
    return [
        (name, sorted(map(str, value)) if isinstance(value, (list, tuple)) else [] if value is None else [str(value)])
    ]


def _plain(value: str) -> str:
    value = value.replace("\r\n", "\n").strip()
    return re.sub(r">\s+<", "><", value) if value.startswith("<") else value


def _name_of(field, value) -> str:
    try:
        found = field.clean([value] if hasattr(field, "_check_values") else value)
    except ValidationError:
        return value
    return ", ".join(map(str, found)) if hasattr(found, "__iter__") else str(found)


def _flat(choices):
    for value, label in choices:
        yield from _flat(label) if isinstance(label, (list, tuple)) else [(str(value), str(label))]
