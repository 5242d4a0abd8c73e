"""What the printed sheets and posters of meetings say, as plain data for their templates."""

import datetime
from collections.abc import Iterable

from meetings.models import ActionItem, Meeting, Minutes
from meetings.models.proceedings import Presence, Proceedings
from meetings.rules.agenda import AgendaLine
from meetings.rules.attendance_count import plural_s
from meetings.rules.printed_text import printed_blocks
from publishing.dates.imprecise_date import MONTHS, WEEKDAYS, day_in_words, day_number, time_in_words
from publishing.dates.season import season_of
from publishing.feeds.address import absolute, short
from publishing.paper.qr_code import qr_svg

# From how many meetings on the letters of the year's page get smaller, so that it stays one page.
SIZES = [(14, 14), (22, 12), (36, 10)]
SIZES_OF_A_BUSY_MONTH = {0: 14, 1: 14, 2: 14, 3: 10}
SMALLEST = 8
NO_ACCESS = "Accès en fauteuil roulant\u00a0: à confirmer."


def link_data(path: str) -> dict:
    return {"qr": qr_svg(absolute(path)), "address": short(path)}


def meeting_data(meeting: Meeting) -> dict:
    """One meeting in the words of its page; empty strings where nothing is known."""
    place = meeting.place
    access = [place.get_accessibility_display() if place.accessibility else "", place.access_note] if place else []
    return {
        "name": meeting.title,
        "when": meeting.when.label,
        "day": day_in_words(meeting.starts_on) if meeting.when.is_exact else meeting.when.label,
        "time": _times(meeting),
        "place": meeting.place_label,
        "address_of_place": place.address if place else "",
        "access": ". ".join(word.rstrip(".").capitalize() for word in access if word),
        "audience": f"Réunion {meeting.get_audience_display()}." if meeting.audience else "",
        "note": meeting.public_note,
        "cancelled": meeting.cancellation_reason,
        "is_example": meeting.is_example,
        "items": [{"title": item.title, "facts": item.facts} for item in meeting.agenda_items.all()],
    }


def agenda_data(lines: Iterable[AgendaLine]) -> dict:
    return {"meetings": [meeting_data(line.first) | {"name": line.title} for line in lines]}


def season_data(meetings: list[Meeting], first_year: int) -> dict:
    """Twelve months from September; what has no exact day stands apart."""
    season = f"{first_year}-{first_year + 1}"
    own = [meeting for meeting in meetings if season_of(meeting.when) == season]
    exact = [meeting for meeting in own if meeting.when.is_exact]
    months = [_month_data(exact, first_year + (number < 9), number) for number in [9, 10, 11, 12, *range(1, 9)]]
    return {
        "season": season,
        "size": _letters(len(own), max(len(month["meetings"]) for month in months)),
        "months": months,
        "imprecise": [f"{m.title}, {m.when.label}" for m in own if not m.when.is_exact],
    }


def minutes_data(minutes: Minutes, proceedings: Proceedings) -> dict:
    return meeting_data(minutes.meeting) | {
        "blocks": printed_blocks(minutes.body),
        "stage": minutes.get_stage_display(),
        "is_public": minutes.is_public,
        "adopted": minutes.adopted_at.when.phrase if minutes.adopted_at else "",
        "remarks": minutes.remarks,
        "presence": presence_lines(proceedings.presence),
        "decided": [action_data(action) for action in proceedings.decided],
        "followed": [action_data(action) for action in proceedings.followed],
    }


def presence_lines(presence: Presence) -> list[str]:
    """Figures by college, never names."""
    if not presence.attendance.total:
        return []
    lines = list(presence.attendance.lines)
    if presence.guests:
        lines.append(f"{presence.guests} personne{plural_s(presence.guests)} invitée{plural_s(presence.guests)}")
    if presence.proxies:
        lines.append(f"{presence.proxies} pouvoir{plural_s(presence.proxies)}")
    if presence.quorum:
        lines.append("Le quorum est atteint." if presence.quorum.is_reached else "Le quorum n’est pas atteint.")
    return lines


def _letters(count: int, busiest: int) -> int:
    of_all = next((size for most, size in SIZES if count <= most), SMALLEST)
    return min(of_all, SIZES_OF_A_BUSY_MONTH.get(busiest, SMALLEST))


def _month_data(meetings: list[Meeting], year: int, month: int) -> dict:
    own = [m for m in meetings if (m.starts_on.year, m.starts_on.month) == (year, month)]
    return {"name": f"{MONTHS[month - 1]} {year}", "meetings": [_season_line(m) for m in own]}


def _season_line(meeting: Meeting) -> dict:
    return {
        "day": f"{WEEKDAYS[meeting.starts_on.weekday()]} {day_number(meeting.starts_on)}",
        "time": _times(meeting),
        "name": meeting.title,
        "place": meeting.place.name if meeting.place else "lieu à confirmer" if meeting.is_awaited else "",
        "cancelled": meeting.is_cancelled,
        "is_example": meeting.is_example,
    }


def action_data(action: ActionItem) -> dict:
    return {
        "what": action.what,
        "who": action.who or "à préciser",
        "due": _day(action.due_on) or "sans date",
        "state": action.get_state_display(),
    }


def _day(day: datetime.date | None) -> str:
    return day_in_words(day, weekday=False) if day else ""


def _times(meeting: Meeting) -> str:
    start, end = meeting.start_time, meeting.end_time
    if start is None:
        return ""
    return f"de {time_in_words(start)} à {time_in_words(end)}" if end else f"à {time_in_words(start)}"
