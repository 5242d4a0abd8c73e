"""A public form that stores what a person sends once, whatever the number of clicks, and lets no robot in."""

from django import forms
from django.conf import settings
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.pacing.pace import Pace
from council.rules.form_token import TooFast, Unreadable, new_token, read_token

TOO_FAST = _("L’envoi a été très rapide. Relisez ce que vous avez écrit, puis envoyez-le de nouveau.")
EXPIRED = _(
    "Cette page était ouverte depuis longtemps. Envoyez de nouveau\u00a0: ce que vous avez écrit est encore là."
)
TRAP_FILLED = _("Un champ caché était rempli, sans doute par votre navigateur. Il est vidé. Envoyez de nouveau.")
TOO_MANY = _(
    "Beaucoup d’envois arrivent du même endroit. Ce que vous avez écrit est encore là. "
    "Envoyez de nouveau dans %(minutes)s minutes."
)
TEN_MINUTES = 600


def too_many(pace: Pace) -> str:
    """When to come back, in whole minutes."""
    return TOO_MANY % {"minutes": -(-pace.wait() // 60)}


def thanked(page, received, *, is_new=True):
    """The page of thanks says the truth: two texts arrived, or this one was already there."""
    response = redirect(page)
    response["Location"] += "?corrige" if received.was_sent_before else "" if is_new else "?deja"
    return response


class OnceForm(forms.ModelForm):
    """Its model's manager has `receive(token=…, **fields)`, which a unique column makes safe (publishing.forms.received_once)."""

    website = forms.CharField(
        label=_("Ne remplissez pas ce champ"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    pace = Pace("forms", most=settings.FORMS_PER_ADDRESS, seconds=TEN_MINUTES)

    def __init__(self, *args, sender="", **kwargs):
        super().__init__(*args, **kwargs)
        self.sender, self.comes_too_soon = sender, False
        self.initial.setdefault("token", new_token())

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        super().clean()
        if self.cleaned_data.get("website"):
            self._say_and_reset(TRAP_FILLED, "website", "")
        try:
            self.cleaned_data["token"] = read_token(self.cleaned_data.get("token", ""))
        except TooFast:
            self.add_error(None, TOO_FAST)
        except Unreadable:
            self._say_and_reset(EXPIRED, "token", new_token())

    def _post_clean(self):
        """Counted last: what must be corrected is not a sending."""
        super()._post_clean()
        if not self.errors and not self.pace.allows(self.sender):
            self.comes_too_soon = True
            self.add_error(None, too_many(self.pace))

    @property
    def status(self):
        return 429 if self.comes_too_soon else 422 if self.errors else 200

    def _say_and_reset(self, sentence, field, value):
        """The page comes back with what the person typed, and a hidden field that is right this time."""
        self.add_error(None, sentence)
        self.data = self.data.copy()
        self.data[field] = value

    def save(self):
        """(the stored row, whether it is new)"""
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return self.Meta.model.objects.receive(token=self.cleaned_data["token"], **fields)
