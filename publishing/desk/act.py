"""One act of the back office: a page asks, the model does, the journal says."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

NOT_NOW = "Ce n’est pas possible maintenant."


class ActForm(forms.Form):
    """What an act asks: only to be confirmed, when it has no field."""

    def __init__(self, *args, record, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.record, self.by, self.day = record, by, timezone.localdate()


@dataclass(frozen=True)
class Act:
    """`name` ends its address; `do` calls the model with what the form asked; `done` is said once it accepted.

    `makes`: `do` gives a new record, where one goes on; `is_batch`: done to several records at once, `form.records`.
    """

    makes = is_batch = False

    name: str
    label: str
    explanation: str
    do: Callable[[Model, forms.BaseForm], object]
    done: str = ""
    form: type[forms.BaseForm] = ActForm

    def rights(self, record) -> list[str]:
        """Who may, beside seeing the record."""
        return [f"{record._meta.app_label}.change_{record._meta.model_name}"]

    def suits(self, record) -> bool:
        """Is it offered today?"""
        return True

    def obstacle(self, record) -> str:
        """What stands in its way: its page says so, and has no button."""
        return "" if self.suits(record) else NOT_NOW

    def about(self, record) -> dict:
        """What its page shows above its form: `facts`, a `piece` of template with what it needs, what comes `after`."""
        return {}

    def said(self, record) -> str:
        return self.done

    def journal(self, record) -> str:
        return self.label

    def landing(self, record) -> str:
        """Where one goes on from."""
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])

    def is_done(self, form) -> bool:
        """True once the model accepted; its refusal stands in the form, beside what was typed."""
        if not form.is_valid():
            return False
        try:
            form.made = self.do(form.record, form)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            form.record.refresh_from_db()
            return False
        return True
