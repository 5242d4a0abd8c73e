"""A day as people write it: «jeudi 1er juin 2017» in French; as Django writes it in the other languages."""

import datetime
import re

from django.utils import formats, timezone
from django.utils.translation import get_language

DAY_OF_A_MONTH = re.compile(r"(?<!\\)j(?=\s*F)")


def written_day(day: datetime.date, form: str = "j F Y") -> str:
    """`form`: letters of Django's own dates, like "l j F Y". A moment is told in the time of the town."""
    local = timezone.localtime(day) if isinstance(day, datetime.datetime) and timezone.is_aware(day) else day
    if local.day == 1 and (get_language() or "fr").startswith("fr"):
        form = DAY_OF_A_MONTH.sub(r"j\\e\\r", form)
    return formats.date_format(local, form)
