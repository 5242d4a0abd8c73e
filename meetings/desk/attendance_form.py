from django import forms
from django.db import transaction

from meetings.models import Attendance, Guest, Meeting
from members.models import Mandate, Member
from members.rules.college import College
from publishing.forms.long_text import LongTextField

Status = Attendance.Status
GUEST_LINES = 60


class AttendanceSheetForm(forms.Form):
    """One line a person who sits on the council that day, and the guests apart. Nobody needs an account."""

    guests = LongTextField(
        label="Personnes invitées",
        required=False,
        max_length=6000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Une personne par ligne\u00a0: son nom, une virgule, son organisme. "
        "Le site ne montre que leur nombre.",
    )

    def __init__(self, *args, meeting: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.known = {a.member_id: a for a in meeting.attendances.filter(member__isnull=False)}
        self.seats = _seats(meeting, self.known)
        self.fields["guests"].initial = "\n".join(
            ", ".join(filter(None, [g.name, g.organisation])) for g in _named(meeting)
        )
        people = [(member.pk, str(member)) for member, _ in self.seats]
        for member, _ in self.seats:
            self._add_member(member, people)

    def _add_member(self, member: Member, people: list):
        stored = self.known.get(member.pk)
        self.fields[f"status_{member.pk}"] = forms.ChoiceField(
            label=str(member),
            choices=Status.choices,
            widget=forms.RadioSelect,
            initial=stored.status if stored else Status.ABSENT,
        )
        others = [("", "personne"), *[(pk, name) for pk, name in people if pk != member.pk]]
        self.fields[f"proxy_{member.pk}"] = forms.TypedChoiceField(
            label=f"{member} donne pouvoir à",
            choices=others,
            coerce=int,
            empty_value=None,
            required=False,
            initial=stored.proxy_to_id if stored else None,
        )

    @property
    def groups(self) -> list[tuple]:
        """By college: (its name, the lines of its people)."""
        labels = [*College.choices, ("", "Collège à compléter")]
        return [
            (label, [self._line(member) for member, own in self.seats if own == college]) for college, label in labels
        ]

    def clean(self):
        cleaned = super().clean()
        for member, _ in self.seats:
            status, holder = (cleaned.get(f"{name}_{member.pk}") for name in ("status", "proxy"))
            if holder and status != Status.PROXY:
                self.add_error(
                    f"proxy_{member.pk}", "Choisissez aussi «\u00a0a donné pouvoir\u00a0» pour cette personne."
                )
            if holder and cleaned.get(f"status_{holder}") != Status.PRESENT:
                self.add_error(f"proxy_{member.pk}", "La personne qui reçoit le pouvoir doit être présente.")
        return cleaned

    @transaction.atomic
    def save(self):
        Meeting.objects.select_for_update().get(pk=self.meeting.pk)
        for member, _ in self.seats:
            attendance = self.known.get(member.pk) or Attendance(meeting=self.meeting, member=member)
            attendance.status = self.cleaned_data[f"status_{member.pk}"]
            attendance.proxy_to_id = self.cleaned_data[f"proxy_{member.pk}"]
            attendance.settle_college()
            attendance.full_clean()
            attendance.save()
        self._save_guests()

    def _save_guests(self):
        if "guests" not in self.changed_data:
            return
        _named(self.meeting).delete()
        for line in self.cleaned_data["guests"].splitlines()[:GUEST_LINES]:
            name, _, organisation = (part.strip() for part in line.partition(","))
            if name:
                Guest.objects.create(meeting=self.meeting, name=name[:120], organisation=organisation[:160])

    def _line(self, member: Member) -> dict:
        return {"member": member, "status": self[f"status_{member.pk}"], "proxy": self[f"proxy_{member.pk}"]}


def _named(meeting: Meeting):
    """Those whose name was erased after three years stay counted."""
    return meeting.guests.exclude(name="")


def _seats(meeting: Meeting, known: dict) -> list[tuple[Member, str]]:
    """Who sat that day, with the college; and whoever the sheet already names."""
    mandates = Mandate.objects.current(meeting.starts_on).select_related("member")
    if not meeting.is_example:
        mandates = mandates.real().filter(member__is_example=False)
    seats = {
        mandate.member: mandate.college for mandate in mandates.order_by("member__last_name", "member__first_name")
    }
    others = {a.member: a.college for a in meeting.attendances.filter(member__in=known).select_related("member")}
    return list((others | seats).items())
