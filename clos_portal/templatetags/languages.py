import functools
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, override

from publishing.dates import date_in_language
from publishing.words.language import FRENCH

register = template.Library()


@dataclass(frozen=True)
class Language:
    code: str
    name: str
    address: str
    is_current: bool


@register.simple_tag(takes_context=True)
def page_languages(context):
    """The languages of this page, in their own name; none when it is in French only."""
    request, offered = context.get("request"), context.get("languages")
    if request is None:
        return []
    pages = _pages(request.path)
    if len(set(pages.values())) == 1:
        return []
    return [
        Language(code, name, pages[code], code == get_language())
        for code, name in settings.LANGUAGES
        if offered is None or code in offered
    ]


@functools.lru_cache(maxsize=512)
def _pages(path):
    """The address of a page in each language; the same whoever reads it."""
    return {code: translate_url(path, code) for code, _ in settings.LANGUAGES}


@register.simple_tag(takes_context=True)
def is_to_review(context):
    """Has nobody read the words of this language again?"""
    return not context["site"].has_reviewed(get_language())


@register.simple_tag
def in_french():
    """For an element whose words are French whatever the language of the page."""
    return "" if get_language() == FRENCH else format_html(' lang="{}" dir="ltr"', FRENCH)


@register.simple_tag
def words(text):
    """What a record says: translated when it is known (the council’s folder,
    `clos_portal.site.path_words`), else in French and marked so.
    """
    if get_language() == FRENCH or not text:
        return text
    known = settings.COUNCIL.sentence(str(text))
    known = known if known != text else gettext(str(text))
    return known if known != text else format_html('<span lang="{}" dir="ltr">{}</span>', FRENCH, text)


@register.simple_tag
def date_label(when):
    """«lundi 14 décembre 2026 de 19 h à 20 h 30», or the same in the language of the page."""
    return date_in_language.date_label(when)


@register.simple_tag
def date_tile(when):
    return date_in_language.date_tile(when)


@register.tag
def french(parser, token):
    """What it encloses is in French whatever the language of the page, and says so to screen readers."""
    nodes = parser.parse(("endfrench",))
    parser.delete_first_token()
    return FrenchNode(nodes)


class FrenchNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        if get_language() == FRENCH:
            return self.nodelist.render(context)
        with override(FRENCH):
            return format_html('<div lang="{}" dir="ltr">{}</div>', FRENCH, self.nodelist.render(context))
