from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from members.models.commission import Commission
from members.models.portrait import Medium, Portrayed
from members.rules.term import lasting_on, running_on
from publishing.erasing.erasure import erase
from publishing.example import DemoContent, ExampleQuerySet
from publishing.forms.long_text import LongText
from publishing.natural_key import Referenced, ReferencedQuerySet
from publishing.publishable import Publishable, PublishableQuerySet
from publishing.sourced import Sourced

NEVER_IN_THE_HISTORY = [
    "email",
    "phone",
    "gender",
    "portrait",
    "is_minor",
    "parents_agreement",
    *(f"{medium}_portrait" for medium in Medium),
]


class MemberQuerySet(PublishableQuerySet, ReferencedQuerySet, ExampleQuerySet):
    def seated(self, day):
        """Has a mandate that runs on `day`."""
        return self.filter(running_on(day, "mandates__"), mandates__isnull=False).distinct()

    def departed(self, day):
        """Had a mandate, and none runs or is to come on `day`."""
        lasting = self.model.objects.filter(lasting_on(day, "mandates__"), mandates__isnull=False)
        return self.filter(mandates__isnull=False).exclude(pk__in=lasting.values("pk")).distinct()

    def gone(self, day, typed_before):
        """Left the council, or was written down before the second day and never joined it."""
        recent = self.model.history.filter(history_type="+", history_date__date__gte=typed_before)
        never_joined = Q(mandates__isnull=True) & ~Q(pk__in=recent.values("id"))
        return self.filter(Q(pk__in=self.departed(day).values("pk")) | never_joined).distinct()

    def reachable(self):
        """Of whom something is kept besides the name."""
        return self.exclude(email="", phone="", gender="", about="", own_page_consent_on=None)

    def with_portrait(self, day):
        """Whose portrait a visitor may see."""
        agreed = self.published().seated(day).filter(site_consent_on__isnull=False).exclude(site_portrait="")
        return agreed.exclude(Member.lapsed_on(day))

    def with_own_page(self, day):
        return self.published().seated(day).filter(own_page_consent_on__isnull=False)


class Member(Referenced, Publishable, Sourced, DemoContent, Portrayed):
    """A person who sits, or sat, on the council."""

    class Gender(models.TextChoices):
        WOMAN = "F", "femme"
        MAN = "M", "homme"
        OTHER = "other", "autre"

    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    is_named = models.BooleanField(
        "accepte d’être nommé sur le site",
        default=True,
        help_text="Sinon, le site compte la personne, mais n’écrit pas son nom.",
    )
    about = LongText(
        "texte public",
        max_length=600,
        blank=True,
        help_text="Deux ou trois phrases, écrites avec la personne. Facultatif.",
    )
    commissions = models.ManyToManyField(Commission, blank=True, related_name="members", verbose_name="commissions")

    own_page_consent_on = models.DateField(
        "accord pour avoir sa page, donné le",
        null=True,
        blank=True,
        help_text="Sans cet accord, la personne n’a pas de page à elle sur le site.",
    )

    email = models.EmailField("adresse e-mail", blank=True, help_text="Jamais montrée au public.")
    phone = models.CharField("téléphone", max_length=30, blank=True, help_text="Jamais montré au public.")
    gender = models.CharField(
        "genre", max_length=5, choices=Gender, blank=True, help_text="Facultatif. Jamais montré : seulement compté."
    )

    withdrawable = Portrayed.withdrawable | {
        "own_page_consent_on": None,
        "about": "",
        "email": "",
        "phone": "",
        "gender": "",
    }
    withdrawable |= {"is_named": False}

    objects = MemberQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=NEVER_IN_THE_HISTORY)

    class Meta(Publishable.Meta):
        verbose_name = "membre"
        ordering = ["last_name", "first_name"]
        constraints = (
            Publishable.Meta.constraints
            + Portrayed.Meta.constraints
            + [
                models.CheckConstraint(
                    name="member_shown_by_name_only_if_named",
                    condition=Q(is_named=True)
                    | Q(own_page_consent_on__isnull=True, site_consent_on__isnull=True, about=""),
                    violation_error_message="Une personne qui n’est pas nommée n’a ni photo, ni texte, ni page.",
                ),
            ]
        )

    def __str__(self):
        return f"{self.first_name} {self.last_name}"

    def get_absolute_url(self):
        if self.has_own_page:
            return reverse("members:member_detail", args=[self.reference])
        return reverse("members:member_list")

    @property
    def public_name(self):
        return str(self) if self.is_named else "Une personne qui n’est pas nommée"

    @property
    def initials(self):
        """First letter of the first name and of the last word of the name."""
        return (
            (self.first_name[:1] + self.last_name.split()[-1][:1]).upper()
            if self.is_named and self.last_name.split()
            else ""
        )

    @property
    def has_own_page(self):
        return self.own_page_consent_on is not None

    def forget_contact(self):
        """And the words written with the person, in the versions of before too."""
        self.email = self.phone = self.gender = self.about = ""
        self.own_page_consent_on = None
        self.save(update_fields=["email", "phone", "gender", "about", "own_page_consent_on"])
        type(self).history.filter(id=self.pk).update(about="")

    def withdraw(self, name):
        """One of what is `withdrawable`.
        Who is not named any more has neither page, nor text, nor photo on the site.
        """
        setattr(self, name, self.withdrawable[name])
        if not self.is_named:
            self.own_page_consent_on, self.site_consent_on, self.about = None, None, ""
        self.save_with_portrait()

    @transaction.atomic
    def erase(self):
        """The person, the mandates, the history and the files."""
        for mandate in self.mandates.all():
            erase(mandate)
        erase(self)
