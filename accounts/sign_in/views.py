import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import login as otp_login

from accounts.sign_in import attempts, letters, second_factor
from accounts.sign_in.forms import PasswordForgetForm, PhoneForm
from publishing.pacing.visitor_address import visitor_address

logger = logging.getLogger(__name__)


class RedirectThen(HttpResponseRedirect):
    """Sends elsewhere at once; the rest is done when the person has the answer: its time tells nothing."""

    def __init__(self, address: str, act: Callable[[], None]):
        super().__init__(address)
        self._act = act

    def close(self):
        act, self._act = self._act, lambda: None
        try:
            act()
        except Exception:
            logger.exception("What was to be done after the answer could not be.")
        super().close()


PASSWORD_CHANGED = "Le mot de passe a été changé."  # noqa: S105


def _render(request, template, title, status=200, **context):
    return render(request, template, admin.site.each_context(request) | {"title": title} | context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_forget(request):
    """The same answer, in the same time, whether or not the account exists."""
    form, status = PasswordForgetForm(request.POST or None), 200
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        if attempts.FORGOTTEN.allows(visitor_address(request)):
            is_due = attempts.LINKS.allows("", email)
            done = reverse("admin:password_forget_done")
            return RedirectThen(done, lambda: is_due and letters.send_reset(email))
        form.add_error(None, "Trop de liens ont été demandés d’ici. Attendez 15 minutes, puis demandez encore.")
        status = 429
    return _render(request, "accounts/password_forget.html", "Mot de passe oublié", status=status, form=form)


@never_cache
@require_safe
def password_forget_done(request):
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    return _render(request, "accounts/password_forget_done.html", "Regardez vos e-mails", days=days)


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class PasswordChooseView(PasswordResetConfirmView):
    """Django's own handling of the token, for people who may still enter."""

    form_class = SetPasswordForm
    template_name = "accounts/password_choose.html"
    success_url = reverse_lazy("admin:password_choose_done")
    title = "Choisir votre mot de passe"

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form):
        letters.tell(form.user, PASSWORD_CHANGED)
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        context = admin.site.each_context(self.request) | super().get_context_data(**kwargs)
        return context if self.validlink else context | {"title": "Ce lien ne sert plus"}


password_choose = PasswordChooseView.as_view()


class OwnPasswordView(PasswordChangeView):
    """For who has just said who he is: the current password was asked by `confirms_identity`."""

    form_class = SetPasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")
    title = "Changer mon mot de passe"

    def form_valid(self, form):
        letters.tell(self.request.user, PASSWORD_CHANGED)
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs)


password_change = OwnPasswordView.as_view()


@never_cache
@require_safe
def password_choose_done(request):
    return _render(request, "accounts/password_choose_done.html", "Votre mot de passe est choisi")


@require_safe
def protection_detail(request):
    user = request.user
    waiting = second_factor.phone_to_confirm(user)
    context = {
        "phone": second_factor.phone(user),
        "waiting": waiting,
        "secret": second_factor.secret(waiting) if waiting else "",
        "codes_left": second_factor.recovery_codes_left(user),
        "form": PhoneForm(),
    }
    return _render(request, "accounts/protection_detail.html", "Protéger mon compte", **context)


@require_POST
def protection_start(request):
    if second_factor.phone(request.user) is None:
        second_factor.start(request.user)
    return redirect("admin:protection_detail")


@require_safe
def protection_image(request):
    """The square to photograph; it exists only while the phone is not confirmed."""
    device = second_factor.phone_to_confirm(request.user)
    if device is None:
        raise Http404
    return HttpResponse(second_factor.qr_image(device), content_type="image/svg+xml")


@require_POST
def protection_confirm(request):
    form = PhoneForm(request.POST)
    device = second_factor.confirm(request.user, form.cleaned_data["code"]) if form.is_valid() else None
    if device is None:
        messages.error(
            request, "Ce code ne va pas. L’heure du téléphone doit être juste. Attendez le code suivant, puis tapez-le."
        )
        return redirect("admin:protection_detail")
    otp_login(request, device)
    letters.tell(request.user, "Le compte est maintenant protégé par un téléphone.")
    codes = second_factor.new_recovery_codes(request.user)
    return _render(request, "accounts/protection_codes.html", "Vos codes de secours", codes=codes)


@require_POST
def protection_remove(request):
    second_factor.remove(request.user)
    letters.tell(request.user, "La protection par téléphone a été retirée.")
    messages.success(request, "Votre compte n’est plus protégé par un téléphone.")
    return redirect("admin:protection_detail")


@require_POST
def protection_codes(request):
    """New recovery codes, shown once."""
    if second_factor.phone(request.user) is None:
        return redirect("admin:protection_detail")
    codes = second_factor.new_recovery_codes(request.user)
    letters.tell(request.user, "De nouveaux codes de secours ont été donnés.")
    return _render(request, "accounts/protection_codes.html", "Vos codes de secours", codes=codes)
