"""What the back office may do to a meeting, in its words; the model decides."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse

from meetings.models.meeting import Meeting
from meetings.models.meeting_set import MeetingState
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.desk.act import Act, ActForm
from publishing.desk.next_step import NextStep

ANNOUNCE, MEET, WRITE = ROAD = ["Annoncer", "Se réunir", "Publier le compte rendu"]


class MeetingCancelForm(ActForm):
    reason = forms.CharField(
        label="Pourquoi la réunion est annulée",
        max_length=240,
        help_text="Une phrase courte. Elle sera montrée sur le site.",
    )


class MeetingPostponeForm(ActForm):
    starts_on = forms.DateField(
        label="Nouveau jour",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="Vide si la nouvelle date n’est pas encore connue.",
    )
    start_time = forms.TimeField(
        label="Nouvelle heure",
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        help_text="Vide si elle n’est pas connue.",
    )
    end_time = forms.TimeField(
        label="Heure de fin", required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    reason = forms.CharField(
        label="Pourquoi la réunion est déplacée",
        max_length=240,
        help_text="Une phrase courte. Elle sera montrée sur le site.",
    )

    @property
    def when(self) -> ImpreciseDate:
        day, start, end = (self.cleaned_data[name] for name in ("starts_on", "start_time", "end_time"))
        return ImpreciseDate(Precision.DAY if day else Precision.UNKNOWN, day, None, start, end)


@dataclass(frozen=True, kw_only=True)
class MeetingAct(Act):
    to: MeetingState
    short: str = ""

    def suits(self, record: Meeting) -> bool:
        return self.to in MeetingState(record.state).then and (self.to != MeetingState.HELD or record.has_begun)

    def about(self, record):
        return {"facts": [record.place_label] if record.place else []}

    def said(self, record):
        return f"{record}\u00a0: {self.done.lower()}."

    def journal(self, record):
        return self.done

    def landing(self, record):
        return reverse("admin:meetings_meeting_changelist")


ACTS = [
    MeetingAct(
        "deplacer",
        "Déplacer la réunion",
        "Le site montrera la nouvelle date, l’ancienne et la raison. Les calendriers abonnés suivront.",
        lambda meeting, form: meeting.postpone(form.when, by=form.by, reason=form.cleaned_data["reason"]),
        "Réunion déplacée",
        MeetingPostponeForm,
        short="Déplacer",
        to=MeetingState.POSTPONED,
    ),
    MeetingAct(
        "annuler",
        "Annuler la réunion",
        "La réunion restera sur le site, marquée «\u00a0annulée\u00a0», avec la raison.",
        lambda meeting, form: meeting.cancel(form.cleaned_data["reason"]),
        "Réunion annulée",
        MeetingCancelForm,
        short="Annuler",
        to=MeetingState.CANCELLED,
    ),
    MeetingAct(
        "tenue",
        "La réunion a eu lieu",
        "Le site dira que la réunion a eu lieu. Vous pourrez ensuite noter les présences.",
        lambda meeting, form: meeting.hold(),
        "Réunion tenue",
        short="A\u00a0eu\u00a0lieu",
        to=MeetingState.HELD,
    ),
    MeetingAct(
        "retablir",
        "Rétablir la réunion",
        "La réunion redevient programmée.",
        lambda meeting, form: meeting.reinstate(),
        "Réunion rétablie",
        short="Rétablir",
        to=MeetingState.PLANNED,
    ),
]


def next_step(meeting: Meeting) -> NextStep:
    if meeting.is_cancelled:
        return NextStep(sentences=["La réunion est annulée. Le site le dit, avec la raison."])
    if not meeting.is_public:
        return NextStep(ROAD, ANNOUNCE, ["Le site ne la montre pas\u00a0: les habitants ne savent pas qu’elle a lieu."])
    if meeting.is_held:
        minutes = getattr(meeting, "minutes", None)
        told = f"est {minutes.get_stage_display()}" if minutes else "est à écrire"
        is_told = minutes is not None and minutes.is_public
        return NextStep(ROAD, "" if is_told else WRITE, [f"Elle a eu lieu. Le compte rendu {told}."])
    if meeting.is_unsettled:
        return NextStep(ROAD, MEET, ["Le jour est passé\u00a0: dites si elle a eu lieu."], "tenue")
    missing = [f"Les habitants demanderont encore\u00a0: {', '.join(meeting.missing)}."] if meeting.missing else []
    return NextStep(ROAD, MEET, ["Les habitants peuvent la lire dans l’agenda.", *missing])
