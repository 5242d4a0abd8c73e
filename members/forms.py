from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from council.once_form import OnceForm
from members.models import Candidacy, College

COLLEGES = [
    (College.HABITANT.value, _("J’habite aux Clos")),
    (College.ACTEUR.value, _("Je travaille ou j’agis aux Clos\u00a0: commerce, association, service")),
    ("", _("Je ne sais pas encore")),
]


class CandidacyForm(OnceForm):
    """Checks what a person who wants to join writes; `save` stores it once, whatever the number of clicks."""

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
