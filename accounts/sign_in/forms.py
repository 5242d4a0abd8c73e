from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.sign_in import attempts, second_factor
from accounts.sign_in.authority import grantable_roles
from publishing.pacing.visitor_address import visitor_address

CODE_INPUT = {"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false", "autocapitalize": "none"}


class LoginForm(AdminAuthenticationForm):
    """Address, password, and the code of the phone for the accounts that are protected by one."""

    code = forms.CharField(
        label="Code de votre téléphone",
        required=False,
        max_length=16,
        widget=forms.TextInput(CODE_INPUT),
        help_text="Seulement si vous avez protégé votre compte. Sinon, laissez vide.",
    )
    error_messages = {
        "invalid_login": "L’adresse ou le mot de passe ne va pas. Vérifiez-les, puis essayez encore.",
        "inactive": "Ce compte est désactivé.",
        "code_required": "Votre compte est protégé : tapez aussi votre mot de passe et le code de votre téléphone.",
        "too_many_codes": "Trop de codes ont été refusés. Choisissez d’abord un nouveau mot de passe : "
        "« J’ai oublié mon mot de passe », ci-dessous.",
        "code_refused": "Ce code ne va pas. Attendez le code suivant, "
        "et vérifiez que l’heure de votre téléphone est juste, à une "
        "demi-minute près. Sinon, tapez un code de secours.",
    }

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()

    def clean(self):
        cleaned = super().clean()
        user = self.get_user()
        if user is not None and second_factor.phone(user):
            user.otp_device = self._device(user, cleaned.get("code", ""))
        return cleaned

    def get_invalid_login_error(self):
        return ValidationError(self.error_messages["invalid_login"], code="invalid_login")

    def _device(self, user, code):
        if not code:
            attempts.take_back(visitor_address(self.request), user.email)
            raise ValidationError(self.error_messages["code_required"], code="code_required")
        try:
            device = second_factor.match(user, code, visitor_address(self.request))
        except second_factor.TooManyCodes as error:
            raise ValidationError(self.error_messages["too_many_codes"], code="too_many_codes") from error
        if device is None:
            raise ValidationError(self.error_messages["code_refused"], code="code_refused")
        return device


class AgainForm(LoginForm):
    """The password of the person who is there already, and the code of the phone if the account asks for one."""

    error_messages = LoginForm.error_messages | {
        "invalid_login": "Ce mot de passe ne va pas. Tapez celui de votre compte, puis essayez encore."
    }

    def __init__(self, request, data=None, prefix=None):
        typed = data.copy() if data else None
        super().__init__(request, typed, prefix=prefix)
        if typed is not None:
            typed[self.add_prefix("username")] = request.user.get_username()
        self.fields["username"].widget = forms.HiddenInput()
        self.fields["username"].required = False
        if second_factor.phone(request.user) is None:
            del self.fields["code"]

    def clean(self):
        cleaned = super().clean()
        attempts.welcome(visitor_address(self.request), self.request.user)
        return cleaned


class AccountForm(forms.ModelForm):
    """A person and the one role that says what he may do. `manager` is who fills this in; the admin sets it."""

    manager = None
    role = forms.ModelChoiceField(
        Group.objects.none(),
        label="Rôle",
        empty_label="Choisissez un rôle",
        help_text="Ce que cette personne pourra faire. Vous donnez au plus vos propres droits.",
    )

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].queryset = grantable_roles(self.manager)
            self.fields["role"].required = not self.instance.is_superuser
            self.fields["role"].initial = self.instance.groups.first() if self.instance.pk else None

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def _save_m2m(self):
        super()._save_m2m()
        if "role" in self.fields:
            self.instance.groups.set([self.cleaned_data["role"]] if self.cleaned_data["role"] else [])


class PasswordForgetForm(forms.Form):
    email = forms.EmailField(
        label="Votre adresse e-mail",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "autofocus": True}),
    )


class PhoneForm(forms.Form):
    """The first code, which proves that the phone and the site agree."""

    code = forms.CharField(
        label="Le code à 6 chiffres affiché par le téléphone",
        max_length=10,
        widget=forms.TextInput(CODE_INPUT | {"inputmode": "numeric"}),
    )
