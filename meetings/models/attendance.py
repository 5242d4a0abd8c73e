import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting
from meetings.models.meeting_set import held_before
from meetings.rules.attendance_count import AttendanceCount
from meetings.rules.quorum import AttendanceLine
from members.models import Member
from members.rules.college import College


class AttendanceQuerySet(models.QuerySet):
    def counts(self) -> AttendanceCount:
        return AttendanceCount.of(self.seats())

    def seats(self) -> list[AttendanceLine]:
        """The sheet, as the quorum reads it."""
        return [
            AttendanceLine(
                college,
                is_present=status == Attendance.Status.PRESENT,
                gave_proxy=status == Attendance.Status.PROXY,
                is_alternate=is_alternate,
            )
            for college, status, is_alternate in self.values_list("college", "status", "is_alternate")
        ]

    def named_before(self, day: datetime.date):
        """Still bearing a name, for a meeting before that day."""
        return self.filter(held_before(day), Q(member__isnull=False) | Q(proxy_to__isnull=False))

    def forget_names(self) -> int:
        """The counts stay, the names go."""
        return self.update(member=None, proxy_to=None)

    def get_by_natural_key(self, meeting, member):
        return self.get(meeting__reference=meeting, member__reference=member)


class Attendance(models.Model):
    """One member at one meeting: private. The public sees counts by college, never who was there or not."""

    class Status(models.TextChoices):
        PRESENT = "present", "présente ou présent"
        EXCUSED = "excused", "excusée ou excusé"
        PROXY = "proxy", "a donné pouvoir"
        ABSENT = "absent", "absente ou absent"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", verbose_name="réunion")
    member = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        related_name="attendances",
        verbose_name="membre",
        help_text="Jamais montré au public.",
    )
    college = models.CharField(
        "collège ce jour-là",
        max_length=8,
        choices=College,
        blank=True,
        editable=False,
        help_text="Celui du mandat à cette date.",
    )
    is_alternate = models.BooleanField("suppléance ce jour-là", default=False, editable=False)
    status = models.CharField("présence", max_length=7, choices=Status, default=Status.PRESENT)
    proxy_to = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proxies_held",
        verbose_name="pouvoir donné à",
        help_text="Seulement pour «\u00a0a donné pouvoir\u00a0». Jamais montré au public.",
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "présence"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"],
                condition=Q(member__isnull=False),
                name="attendance_once_a_member",
                violation_error_message="Cette personne est déjà notée pour cette réunion.",
            ),
            models.CheckConstraint(
                name="attendance_proxy_is_given_by_the_absent",
                condition=Q(proxy_to__isnull=True) | (Q(status="proxy") & ~Q(proxy_to=models.F("member"))),
                violation_error_message="Un pouvoir se donne à une autre personne, quand on n’est pas là.",
            ),
        ]

    def __str__(self):
        """Names nobody: the back office's log keeps these words."""
        return "une présence"

    def natural_key(self):
        return (self.meeting.reference, self.member.reference if self.member else "")

    def clean(self):
        if self.member and self.member.is_example and not self.meeting.is_example:
            raise ValidationError("Un membre inventé ne peut être présent qu’à une réunion inventée.")

    def settle_college(self):
        """The college of the mandate that ran on the day of the meeting; empty when it is not known."""
        day = self.meeting.starts_on
        mandate = self.member.mandates.current(day).first() if self.member and day else None
        self.college = mandate.college if mandate else ""
        self.is_alternate = bool(mandate and mandate.is_alternate)
