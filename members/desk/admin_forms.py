from django import forms
from django.utils.text import slugify

from members.models import Member
from members.models.portrait import CONSENTS
from members.rules.term import overlap
from publishing.files.images import PhotoField


class MemberForm(forms.ModelForm):
    """Fills the address of the page when it is left empty, and erases a photo that nobody agrees to any more."""

    portrait = PhotoField(
        label="portrait",
        required=False,
        help_text="JPEG, PNG ou WebP, 15\u00a0Mo au plus. Le lieu et la date de la photo sont effacés du fichier.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "reference" in self.fields:
            self.fields["reference"].required = False
            self.fields["reference"].help_text += " Laissez vide\u00a0: elle se remplit seule."

    def clean(self):
        cleaned = super().clean()
        if "reference" in self.fields and not cleaned.get("reference"):
            cleaned["reference"] = free_reference(f"{cleaned.get('first_name', '')} {cleaned.get('last_name', '')}")
        if "site_consent_on" in self.fields and self._withdraws_every_consent(cleaned):
            cleaned["portrait"] = False
        return cleaned

    def _withdraws_every_consent(self, cleaned):
        has_new_photo = "portrait" in self.changed_data
        return not has_new_photo and not any(cleaned.get(name) for name in CONSENTS.values())


class MandateFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """Two mandates written in the same page are compared here: neither is in the database yet."""
        super().clean()
        kept = [
            form.instance
            for form in self.forms
            if form.has_changed() or form.instance.pk
            if not self._should_delete_form(form)
        ]
        if any(overlap(one, other) for index, one in enumerate(kept) for other in kept[:index]):
            raise forms.ValidationError("Une personne a un seul mandat à la fois. Vérifiez les dates.")


def free_reference(name, taken=None):
    """`taken`: the references already given, when many are asked for."""
    wanted = slugify(name)[:70] or "membre"
    if taken is None:
        taken = set(Member.objects.filter(reference__startswith=wanted).values_list("reference", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(reference for reference in (wanted, *numbered) if reference not in taken)
