from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from council.form_token import TooFast, Unreadable, new_token, read_token
from members.models import Candidacy, College

TOO_FAST = _("L’envoi a été très rapide. Relisez votre demande, puis envoyez-la de nouveau.")
EXPIRED = _("Cette page était ouverte depuis longtemps. Envoyez de nouveau votre demande\u00a0: elle est encore là.")
TRAP_FILLED = _(
    "Un champ caché était rempli, sans doute par votre navigateur. Il est vidé. Envoyez de nouveau votre demande."
)
COLLEGES = [
    (College.HABITANT.value, _("J’habite aux Clos")),
    (College.ACTEUR.value, _("Je travaille ou j’agis aux Clos\u00a0: commerce, association, service")),
    ("", _("Je ne sais pas encore")),
]


class CandidacyForm(forms.ModelForm):
    """Checks what a person who wants to join writes; `save` stores it once, whatever the number of clicks."""

    website = forms.CharField(
        label=_("Ne remplissez pas ce champ"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    college = forms.ChoiceField(
        label=_("Votre lien avec le quartier"), choices=COLLEGES, required=False, widget=forms.RadioSelect
    )
    has_consented = forms.BooleanField(
        label=_("Je suis d’accord pour que le Conseil garde ces informations pour me répondre (obligatoire)"),
        error_messages={"required": _("Cochez la case\u00a0: sans votre accord, nous ne gardons pas votre demande.")},
    )

    class Meta:
        model = Candidacy
        fields = ["college", "name", "email", "phone", "motivation", "has_consented"]
        labels = {
            "name": _("Votre nom (obligatoire)"),
            "email": _("Votre adresse e-mail"),
            "phone": _("Votre téléphone"),
            "motivation": _("Pourquoi voulez-vous nous rejoindre\u00a0? (facultatif)"),
        }
        help_texts = {
            "email": _("Par exemple\u00a0: nom@exemple.fr"),
            "phone": _("Par exemple\u00a0: 02 00 00 00 00"),
            "motivation": _("Une phrase suffit."),
        }
        error_messages = {
            "name": {
                "required": _("Écrivez votre nom."),
                "max_length": _("Votre nom est trop long. Gardez 120 signes au plus."),
            },
            "email": {"invalid": _("Vérifiez votre adresse e-mail. Elle s’écrit comme nom@exemple.fr.")},
            "motivation": {"max_length": _("Votre texte est trop long. Gardez 3\u00a0000 signes au plus.")},
        }
        widgets = {
            "name": forms.TextInput({"autocomplete": "name"}),
            "email": forms.EmailInput({"autocomplete": "email"}),
            "phone": forms.TextInput({"autocomplete": "tel", "type": "tel"}),
            "motivation": forms.Textarea({"rows": 5}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", new_token())
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "token",
            "college",
            "name",
            Fieldset(_("Pour vous répondre\u00a0: une adresse e-mail ou un téléphone"), "email", "phone"),
            "motivation",
            "has_consented",
            Div("website", css_class="honeypot", aria_hidden="true"),
        )

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

    def _say_and_reset(self, sentence, field, value):
        """The page comes back with what the person typed, and a hidden field that is right this time."""
        self.add_error(None, sentence)
        self.data = self.data.copy()
        self.data[field] = value

    def save(self):
        """(the stored candidacy, whether it is new)"""
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return Candidacy.objects.receive(token=self.cleaned_data["token"], **fields)
