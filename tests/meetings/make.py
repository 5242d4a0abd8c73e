"""Builders of the meetings' nouns: only what a test is about needs saying."""

import datetime
import itertools

from council.models import Place
from meetings.models import ActionItem, AgendaItem, Attendance, Meeting, Minutes
from members.models import Commission, Mandate, Member
from publishing.dates.imprecise_date import ImpreciseDate, Precision
from publishing.publishable import Publication

_number = itertools.count(1)
EVENING = datetime.time(19, 0)


def make_meeting(**fields):
    """A published plenary in 2030; its day, its time and the rest may be said."""
    defaults = {"reference": f"reunion-{next(_number)}", "starts_on": datetime.date(2030, 3, 21)}
    return Meeting.objects.create(**defaults | {"publication": Publication.PUBLISHED} | fields)


def make_draft(**fields):
    return make_meeting(publication=Publication.DRAFT, **fields)


def make_commission(**fields):
    number = next(_number)
    defaults = {
        "reference": f"commission-{number}",
        "name": f"Commission {number}",
        "publication": Publication.PUBLISHED,
    }
    return Commission.objects.create(**defaults | fields)


def make_place(**fields):
    number = next(_number)
    return Place.objects.create(**{"reference": f"lieu-{number}", "name": f"Lieu {number}"} | fields)


def make_member(college="", since=datetime.date(2020, 1, 1), **fields):
    number = next(_number)
    defaults = {"reference": f"membre-{number}", "first_name": "Camille", "last_name": f"Nomsecret{number}"}
    member = Member.objects.create(**defaults | fields)
    organisation = {"organisation": "Boulangerie", "actor_kind": "shop"} if college == "acteur" else {}
    Mandate.objects.create(member=member, college=college, starts_on=since, **organisation)
    return member


def make_attendance(meeting, status=Attendance.Status.PRESENT, member=None, **fields):
    attendance = Attendance(meeting=meeting, member=member or make_member(**fields), status=status)
    attendance.settle_college()
    attendance.save()
    return attendance


def make_item(meeting, title="Questions des habitants", **fields):
    return AgendaItem.objects.create(meeting=meeting, title=title, **fields)


def make_action(meeting, what="Réserver la salle", **fields):
    return ActionItem.objects.create(meeting=meeting, what=what, **fields)


def make_minutes(meeting, adopted_at=None, published=False, body="<p>Nous avons parlé.</p>"):
    """Taken as far as asked, by the same verbs as everybody."""
    minutes = Minutes.objects.create(meeting=meeting, body=body, is_example=meeting.is_example)
    if adopted_at:
        minutes.reread()
        minutes.adopt(adopted_at)
    if published:
        minutes.publish()
    return minutes


def exact(year, month, day, start=None, end=None):
    return ImpreciseDate(Precision.DAY, datetime.date(year, month, day), None, start, end)
