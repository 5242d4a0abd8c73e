"""Can the council answer this person? One way is enough, when it may really work."""

import unicodedata

from django.utils.translation import gettext_lazy as _

FEWEST_DIGITS, NATIONAL_DIGITS = 9, 10
NO_ANSWER_POSSIBLE = _("Pour vous répondre, il nous faut votre adresse e-mail ou votre téléphone.")
NOT_A_NUMBER = _(
    "Ce numéro est trop court pour vous appeler. "
    "Écrivez tous ses chiffres, par exemple 02\u00a000\u00a000\u00a000\u00a000, "
    "ou donnez une adresse e-mail."
)


def can_be_called(phone: str) -> bool:
    """Whatever the spaces, dots, country and alphabet of its figures. A French number that begins with 0 has ten."""
    digits = "".join(str(unicodedata.digit(sign)) for sign in phone if sign.isdecimal())
    is_national = digits.startswith("0") and not digits.startswith("00")
    return len(digits) >= (NATIONAL_DIGITS if is_national else FEWEST_DIGITS) and len(set(digits)) > 1


def check_reachable(form) -> None:
    """A form with `email` and `phone`: a mistake already said about one of them is enough."""
    email, phone = (form.cleaned_data.get(name, "") for name in ("email", "phone"))
    if email or form.has_error("email") or form.has_error("phone") or can_be_called(phone):
        return
    form.add_error(*(("phone", NOT_A_NUMBER) if phone else ("email", NO_ANSWER_POSSIBLE)))
