"""A public form that stores what a person sends once, whatever the number of clicks, and lets no robot in."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.conf import settings
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from publishing.forms.form_token import TooFast, Unreadable, new_token, read_token
from publishing.pacing.pace import Pace

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
# What the field that only robots fill in is called: a name that they know.
TRAP = "website"


def too_many(pace: Pace) -> str:
    """When to come back, in whole minutes."""
    return TOO_MANY % {"minutes": -(-pace.wait() // 60)}


def thanked(page, received, *, is_new=True):
    """The page of thanks says the truth: two texts arrived, or this one was already there."""
    response = redirect(page)
    response["Location"] += "?corrige" if received.was_sent_before else "" if is_new else "?deja"
    return response


class TokenForm(forms.Form):
    """Carries a number used once, and a trap for robots; the page writes its tag, and needs no cookie."""

    too_fast, expired, trap_filled = TOO_FAST, EXPIRED, TRAP_FILLED

    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unseen = forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
        for field in self.fields.values():
            if too_long := field.error_messages.get("max_length"):
                most = number_format(field.max_length, force_grouping=True)
                field.error_messages["max_length"] = too_long % {"most": most}
        self.fields[TRAP] = forms.CharField(label=_("Ne remplissez pas ce champ"), required=False, widget=unseen)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        trap = Div(TRAP, css_class="honeypot", aria_hidden="true")
        helper.layout = Layout("token", *self.layout(), trap)
        return helper

    def layout(self) -> list:
        """What stands between the number and the trap."""
        return [name for name in self.fields if name not in ("token", TRAP)]

    def recognise_a_person(self):
        """The page comes back with what the person typed, and hidden fields that are right this time."""
        if self.cleaned_data.get(TRAP):
            self._correct(TRAP, "")
            self.add_error(None, self.trap_filled)
        try:
            self.cleaned_data["token"] = read_token(self.cleaned_data.get("token", ""))
        except TooFast:
            self.add_error(None, self.too_fast)
        except Unreadable:
            self._correct("token", new_token())
            self.add_error(None, self.expired)

    def _correct(self, name, value):
        self.data = self.data.copy()
        self.data[name] = value


class PublicForm(TokenForm, forms.ModelForm):
    """Its model's manager has `receive(token=…, **fields)`, which a unique column makes safe
    (publishing.forms.public_submission). `known`: the fields that the page knows, and nobody fills in."""

    pace = Pace("forms", most=settings.FORMS_PER_ADDRESS, seconds=TEN_MINUTES)

    def __init__(self, *args, sender="", known=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.sender, self.known, self.comes_too_soon = sender, known or {}, False
        self.initial.setdefault("token", new_token())

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        super().clean()
        self.recognise_a_person()

    def _post_clean(self):
        """Counted last: what must be corrected is not a sending."""
        super()._post_clean()
        if not self.errors and not self.pace.allows(self.sender):
            self.comes_too_soon = True
            self.add_error(None, too_many(self.pace))

    @property
    def status(self):
        return 429 if self.comes_too_soon else 422 if self.errors else 200

    def save(self):
        """(the stored row, whether it is new)"""
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        return self.Meta.model.objects.receive(token=self.cleaned_data["token"], **fields, **self.known)
