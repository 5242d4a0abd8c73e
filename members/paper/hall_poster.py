"""The trombinoscope for the halls: every member in a college, the portrait of who agreed to posters, initials else."""

import datetime
from collections.abc import Iterable

from django.urls import reverse

from members.models.portrait import Medium
from members.rules.arrangement import UNKNOWN, MemberGroup, arrange
from publishing.dates.written_day import written_day
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf
from publishing.paper.qr_code import qr_svg


def hall_poster(mandates: Iterable, *, size: str, today: datetime.date) -> bytes:
    people = list(mandates)
    files = {f"{m.member_id}.jpg": _bytes(m.member.poster_portrait) for m in people if _is_portrayed(m.member)}
    path = reverse("members:member_list")
    data = {
        "size": size,
        "chairs": [_member(mandate) for mandate in people if mandate.is_chair],
        "groups": [_group(group) for group in arrange("", people, [])],
        "credits": _credits(people),
        "is_example": any(mandate.is_example for mandate in people),
        "address": short(path),
        "qr": qr_svg(absolute(path)),
        "day": written_day(today),
    }
    return make_pdf("members/hall_poster.typ", data, title="Qui est au Conseil\u00a0?", files=files)


def _group(group: MemberGroup) -> dict:
    return {
        "college": group.college,
        "title": group.title,
        "members": [_member(mandate) for mandate in group.mandates],
    }


def _credits(people: list) -> str:
    """Who took the photos; with several photographers, whose photos each took."""
    shown = [mandate.member for mandate in people if _is_portrayed(mandate.member)]
    names: dict[str, list[str]] = {}
    for member in shown:
        names.setdefault(member.portrait_credit, []).append(member.public_name)
    if len(names) == 1:
        return next(iter(names))
    return "\u00a0; ".join(f"{credit} ({', '.join(sitters)})" for credit, sitters in names.items())


def _member(mandate) -> dict:
    member = mandate.member
    return {
        "name": member.public_name,
        "initials": member.initials,
        "college": mandate.college or UNKNOWN,
        "role": "Suppléance" if mandate.is_alternate else mandate.function or mandate.organisation,
        "photo": f"{member.pk}.jpg" if _is_portrayed(member) else "",
        "alt": member.portrait_alt,
        "is_example": member.is_example,
    }


def _is_portrayed(member) -> bool:
    return bool(member.poster_portrait) and Medium.POSTER in member.consents and member.is_named


def _bytes(photo) -> bytes:
    with photo.open() as file:
        return file.read()
