"""Members from a spreadsheet: one line a person with a mandate; all the lines are saved, or none."""

from django import forms
from django.core.exceptions import ValidationError

from members.desk.admin_forms import free_reference
from members.models import ActorKind, College, EndReason, Mandate, Member, Role, SeatKind, SelectionMode
from members.models.known_person import KnownPeople, Person, recognised
from publishing.publishable import Publication
from publishing.sheets.sheet_fields import ChoiceByLabelField, DayField, PhoneField
from publishing.sheets.sheet_import import Column, SheetImport, store

YES, NO = ("oui", "o", "x", "1", "vrai"), ("non", "n", "0", "faux", "")
PRIVATE = "Jamais montré au public."


class MemberLineForm(forms.Form):
    """A line adds a person, or a mandate to a person who has none at these dates."""

    first_name = forms.CharField(max_length=80, error_messages={"required": "Écrivez le prénom."})
    last_name = forms.CharField(max_length=80, error_messages={"required": "Écrivez le nom."})
    is_named = forms.CharField(required=False)
    college = ChoiceByLabelField(
        College.choices, (College.HABITANT, "habitant", "habitante"), (College.ACTEUR, "acteur", "actrice")
    )
    organisation = forms.CharField(max_length=160, required=False)
    actor_kind = ChoiceByLabelField(ActorKind.choices, (ActorKind.SHOP, "commerçant"), (ActorKind.SERVICE, "service"))
    seat_kind = ChoiceByLabelField(SeatKind.choices, (SeatKind.ALTERNATE, "suppléant", "suppléante"))
    rank = forms.IntegerField(
        required=False, min_value=1, error_messages={"invalid": "Écrivez un nombre, par exemple 1."}
    )
    role = ChoiceByLabelField(
        [choice for choice in Role.choices if choice[0] != Role.REFERENT], (Role.CHAIR, "président", "présidente")
    )
    starts_on, ends_on = DayField("23/02/2017"), DayField("23/02/2017")
    end_reason = ChoiceByLabelField(EndReason.choices)
    selection_mode = ChoiceByLabelField(
        SelectionMode.choices, (SelectionMode.DESIGNATION, "désignation"), (SelectionMode.DRAW, "tirage")
    )
    email = forms.EmailField(required=False, error_messages={"invalid": "Vérifiez l’adresse e-mail."})
    phone = PhoneField(max_length=30, required=False)
    answer = forms.CharField(required=False)

    def __init__(self, *args, people: KnownPeople, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_is_named(self):
        word = self.cleaned_data["is_named"].casefold()
        if word not in (*YES, *NO):
            raise ValidationError("Écrivez oui ou non.")
        return word in YES

    def save(self):
        """Checked by the rules of the records themselves."""
        values = self.cleaned_data
        known = self._known_member()
        member = known or self._new_member(values)
        mandate = Mandate(
            member=member,
            college=values["college"],
            organisation=values["organisation"],
            actor_kind=values["actor_kind"],
            seat_kind=values["seat_kind"] or SeatKind.FULL,
            rank=values["rank"],
            role=values["role"] or Role.MEMBER,
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            end_reason=values["end_reason"],
            selection_mode=values["selection_mode"],
        )
        store(mandate, exclude=["member"])
        if known is None:
            self.people.add(member)

    def _known_member(self) -> Member | None:
        """A known person gets a second mandate, never a second record. Doubt: only who sends the table can say."""
        person = Person(*(self.cleaned_data[name] for name in ("first_name", "last_name", "email", "phone")))
        known = recognised(person, self.cleaned_data["answer"], self.people)
        if known is None:
            self.outcome = "nouvelle personne"
            return None
        self.outcome = f"nouveau mandat d’une personne connue\u00a0: {known}"
        return known

    def _new_member(self, values: dict) -> Member:
        """Published, since the site counts it; named only if the sheet says that the person agreed."""
        names = ("first_name", "last_name", "is_named", "email", "phone")
        member = Member(**{name: values[name] for name in names}, publication=Publication.PUBLISHED)
        member.reference = free_reference(str(member) if member.is_named else "membre", self.people.references)
        store(member)
        return member


COLUMNS = [
    Column("Prénom", "first_name", "Obligatoire."),
    Column("Nom", "last_name", "Obligatoire."),
    Column(
        "Nommé sur le site", "is_named", "oui, si la personne est d’accord. Sinon, le site la compte sans la nommer."
    ),
    Column("Collège", "college", "habitants, ou acteurs du quartier. Vide si vous ne le savez pas."),
    Column("Organisation", "organisation", "Pour un acteur du quartier. Vide pour un habitant."),
    Column("Sorte d’acteur", "actor_kind", "commerce, association, service du quartier, ou autre."),
    Column("Place", "seat_kind", "titulaire, ou suppléance. Vide\u00a0: titulaire."),
    Column("Rang", "rank", "Pour une suppléance\u00a0: 1, 2, 3…"),
    Column("Rôle", "role", "présidence, ou membre. Vide\u00a0: membre."),
    Column("Début", "starts_on", "Premier jour du mandat, par exemple 23/02/2017. Vide si vous ne le savez pas."),
    Column("Dernier jour", "ends_on", "Vide tant que la personne siège."),
    Column("Raison du départ", "end_reason", "déménagement, démission, fin de mandat, décès, ou autre. " + PRIVATE),
    Column(
        "Arrivée par", "selection_mode", "tirage au sort, volontariat, ou désignation. Vide si vous ne le savez pas."
    ),
    Column("Adresse e-mail", "email", PRIVATE),
    Column("Téléphone", "phone", PRIVATE),
]
MEMBERS = SheetImport(COLUMNS, MemberLineForm, lambda: {"people": KnownPeople()})
