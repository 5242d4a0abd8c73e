from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import ActorKind, Candidacy, College
from members.rules.way_in import TO_ANSWER
from publishing.forms.public_form import TRAP, PublicForm
from publishing.forms.reachable import check_reachable

FOR_SOMEBODY_ELSE = {
    "name": _("Le nom de la personne (obligatoire)"),
    "organisation": _("Son commerce, association ou service (obligatoire)"),
    "email": _("Son adresse e-mail"),
    "phone": _("Son téléphone"),
    "motivation": _("Pourquoi veut-elle nous rejoindre\u00a0? (facultatif)"),
    "has_consented": _(
        "La personne est d’accord pour que le Conseil garde ces informations pour lui répondre (obligatoire)"
    ),
}
FOR_ACTEURS = ["organisation", "actor_kind"]
ACTOR_KINDS = [(kind.value, _(kind.label.capitalize())) for kind in ActorKind]


class CandidacyForm(PublicForm):
    """Checks what a person who wants to join writes; `save` stores it once, whatever the number of clicks.

    `college`: a college, or blank for who does not know yet. `is_helped`: somebody else holds the telephone, so the
    browser must not propose the helper's own name.
    """

    actor_kind = forms.ChoiceField(
        label=_("C’est… (facultatif)"), choices=ACTOR_KINDS, required=False, widget=forms.RadioSelect
    )
    has_consented = forms.BooleanField(
        label=_("Je suis d’accord pour que le Conseil garde ces informations pour me répondre (obligatoire)"),
        error_messages={"required": _("Cochez la case\u00a0: sans votre accord, nous ne gardons pas votre demande.")},
    )

    class Meta:
        model = Candidacy
        fields = ["organisation", "actor_kind", "name", "email", "phone", "motivation", "has_consented"]
        labels = {
            "name": _("Votre prénom et votre nom (obligatoire)"),
            "organisation": _("Votre commerce, association ou service (obligatoire)"),
            "email": _("Votre adresse e-mail"),
            "phone": _("Votre téléphone"),
            "motivation": _("Pourquoi voulez-vous nous rejoindre\u00a0? (facultatif)"),
        }
        help_texts = {
            "name": "",
            "organisation": _("Son nom, comme les habitants le connaissent."),
            "email": _("Par exemple\u00a0: nom@exemple.fr"),
            "phone": _("Par exemple\u00a0: 02 00 00 00 00"),
            "motivation": _("Une phrase suffit."),
        }
        error_messages = {
            "name": {
                "required": _("Écrivez votre nom."),
                "max_length": _("Votre nom est trop long. Gardez %(most)s signes au plus."),
            },
            "organisation": {
                "required": _("Écrivez le nom de votre commerce, association ou service."),
                "max_length": _("Ce nom est trop long. Gardez %(most)s signes au plus."),
            },
            "email": {"invalid": _("Vérifiez votre adresse e-mail. Elle s’écrit comme nom@exemple.fr.")},
            "motivation": {"max_length": _("Votre texte est trop long. Gardez %(most)s signes au plus.")},
        }
        widgets = {
            "name": forms.TextInput({"autocomplete": "name"}),
            "organisation": forms.TextInput({"autocomplete": "organization"}),
            "email": forms.EmailInput({"autocomplete": "email"}),
            "phone": forms.TextInput({"autocomplete": "tel", "type": "tel"}),
            "motivation": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args, college="", is_helped=False, **kwargs):
        super().__init__(*args, known={"college": college, "is_helped": is_helped}, **kwargs)
        self.instance.college, self.instance.is_helped = college, is_helped
        if college == College.ACTEUR:
            self.fields["organisation"].required = True
        else:
            for name in FOR_ACTEURS:
                del self.fields[name]
        if is_helped:
            for name, label in FOR_SOMEBODY_ELSE.items():
                if name in self.fields:
                    self.fields[name].label = label
                    self._is_for(self.fields[name].widget.attrs)

    def layout(self):
        for_acteurs = [name for name in FOR_ACTEURS if name in self.fields]
        return [*for_acteurs, "name", Fieldset(TO_ANSWER, "email", "phone"), "motivation", "has_consented"]

    def clean(self):
        super().clean()
        check_reachable(self)

    @staticmethod
    def _is_for(attrs):
        """A group of its own: the helper's name is not filled in, and «Back» finds what was typed («off» loses it)."""
        if "autocomplete" in attrs:
            attrs["autocomplete"] = f"section-voisin {attrs['autocomplete']}"

    @property
    def asked(self):
        """What a person fills in, on the screen and on paper alike."""
        return [field for field in self.visible_fields() if field.name != TRAP]
