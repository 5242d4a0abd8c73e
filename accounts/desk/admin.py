from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import Group
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from accounts.models import User
from accounts.sign_in import letters, second_factor
from accounts.sign_in.authority import manageable_users, may_manage
from accounts.sign_in.forms import AccountForm
from accounts.sign_in.identity import confirms_identity
from accounts.sign_in.password_link import invite
from publishing.erasing.withdrawn import Withdrawal, note
from publishing.words.french_list import FrenchList

CHANGES = {"email": "L’adresse e-mail du compte a été changée.", "role": "Le rôle du compte a été changé."}

# Roles are a table in the code; nobody reads a secret key, not even here.
for hidden_model in (Group, TOTPDevice, StaticDevice):
    admin.site.unregister(hidden_model)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """The president invites and disables people; a link, never a password, passes through his hands.

    Who may not enter any more does not come back with an older archive.
    """

    form = AccountForm
    list_display = ["email", "full_name", "role_name", "state", "is_protected", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["email", "first_name", "last_name"]
    search_help_text = "Cherchez par nom ou par adresse."
    actions = ["send_invitation", "disable", "enable", "remove_protection"]
    show_facets = admin.ShowFacets.NEVER
    readonly_facts = ["state", "is_protected", "last_login", "link_sent_at"]

    @admin.display(description="nom", ordering="last_name")
    def full_name(self, user):
        return user.get_full_name() or "—"

    @admin.display(description="rôle")
    def role_name(self, user):
        return ", ".join(role.name for role in user.groups.all()) or ("tous les droits" if user.is_superuser else "—")

    @admin.display(description="état")
    def state(self, user):
        return user.state

    @admin.display(description="protégé par un téléphone")
    def is_protected(self, user):
        return "oui" if any(device.confirmed for device in user.totpdevice_set.all()) else "non"

    def get_queryset(self, request):
        users = super().get_queryset(request).prefetch_related("groups", "totpdevice_set")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and obj != request.user

    def get_fields(self, request, obj=None):
        fields = ["email", "first_name", "last_name"]
        if obj is None:
            return [*fields, "role"]
        may_edit_rights = obj != request.user and self.has_change_permission(request, obj)
        return [*fields, "role" if may_edit_rights else "role_name", *self.readonly_facts]

    def get_readonly_fields(self, request, obj=None):
        return ["role_name", *self.readonly_facts]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.manager = request.user
        if "role" not in self.get_fields(request, obj):
            del form.base_fields["role"]
        return form

    def get_changelist(self, request, **kwargs):
        return FrenchList

    @method_decorator(confirms_identity("POST"))
    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, extra_context)

    @method_decorator(confirms_identity("POST"))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super().changeform_view(request, object_id, form_url, extra_context)

    @method_decorator(confirms_identity("POST"))
    def delete_view(self, request, object_id, extra_context=None):
        return super().delete_view(request, object_id, extra_context)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        for field in {"email", "role"} & set(form.changed_data if change else ()):
            letters.tell(obj, CHANGES[field], address=form.initial["email"])
        if change and "role" in form.changed_data and (lost := form["role"].initial):
            note(f"{Withdrawal.WITHDRAWN} {lost}", obj)

    def delete_model(self, request, obj):
        note(Withdrawal.ERASED, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        note(Withdrawal.ERASED, *queryset)
        super().delete_queryset(request, queryset)

    def response_add(self, request, obj, post_url_continue=None):
        return self._invite(request, [obj]) or super().response_add(request, obj, post_url_continue)

    @admin.action(description="Envoyer un lien pour choisir un mot de passe", permissions=["change"])
    def send_invitation(self, request, queryset):
        users = list(self._manageable(request, queryset).filter(is_active=True))
        if not users:
            messages.warning(request, "Choisissez un compte actif que vous avez le droit de modifier.")
            return None
        return self._invite(request, users)

    @admin.action(description="Désactiver : cette personne n’entre plus", permissions=["change"])
    def disable(self, request, queryset):
        users = self._manageable(request, queryset).filter(is_active=True)
        if queryset.filter(pk=request.user.pk).exists():
            messages.warning(request, "Vous ne pouvez pas désactiver votre propre compte.")
        self._set(request, users.exclude(pk=request.user.pk), is_active=False, words="Compte désactivé")

    @admin.action(description="Réactiver", permissions=["change"])
    def enable(self, request, queryset):
        self._set(
            request,
            self._manageable(request, queryset).filter(is_active=False),
            is_active=True,
            words="Compte réactivé",
        )

    @admin.action(description="Retirer la protection par téléphone (téléphone perdu)", permissions=["change"])
    def remove_protection(self, request, queryset):
        for user in self._manageable(request, queryset).exclude(pk=request.user.pk):
            second_factor.remove(user)
            letters.tell(user, "La protection par téléphone a été retirée.")
            self.log_change(request, user, "Protection par téléphone retirée")
            messages.success(request, f"{user} entre de nouveau avec son seul mot de passe.")

    def _manageable(self, request, queryset):
        return queryset.filter(pk__in=manageable_users(request.user).values("pk"))

    def _set(self, request, users, is_active, words):
        for user in users:
            user.is_active = is_active
            user.save(update_fields=["is_active"])
            if not is_active:
                note(Withdrawal.DEACTIVATED, user)
            letters.tell(user, f"{words}.")
            self.log_change(request, user, words)
            messages.success(request, f"{words} : {user}.")

    def _invite(self, request, users):
        """The page with the links to hand over by hand, or None when every message left."""
        links = [(user, link) for user in users if (link := invite(user, request.user))]
        for user in users:
            self.log_change(request, user, "Lien pour choisir un mot de passe envoyé")
        if not links:
            messages.success(request, "Le lien est parti par e-mail.")
            return None
        words = {"title": "Donnez ce lien vous-même", "links": links, "days": settings.PASSWORD_RESET_TIMEOUT // 86400}
        return TemplateResponse(request, "accounts/user_invite.html", self.admin_site.each_context(request) | words)
