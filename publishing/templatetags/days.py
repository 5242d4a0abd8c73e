from django import template

from publishing.dates.written_day import written_day

register = template.Library()


@register.filter
def day(value, form="j F Y"):
    """`{{ meeting.starts_on|day:"l j F Y" }}`: «jeudi 1er juin 2017»; nothing when there is no day."""
    return written_day(value, form) if value else ""
