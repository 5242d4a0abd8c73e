from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def our(word):
    """`{% our "of_district" %}`: a word of the council, in French."""
    return getattr(settings.COUNCIL, word)


@register.simple_tag
def brand_colour():
    """What a phone paints its bars with."""
    return settings.COUNCIL.colours["cobalt-7"]


@register.simple_tag
def in_our_words(message):
    """`{% in_our_words _("J’habite {in_district}") %}`:
    a message that names the council, in the language of the page.
    """
    return settings.COUNCIL.in_words(message)
