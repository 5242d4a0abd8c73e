import functools
import re
from dataclasses import dataclass
from html import unescape

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clos_portal.site.structured_data import organisation_data
from meetings.site.structured_data import as_script_text

register = template.Library()

LINE_BREAK = re.compile(r"[ \t]*\n[ \t\n]*")

MENU = [
    ("council_detail", _("Le Conseil")),
    ("members:member_list", _("Trombinoscope")),
    ("meetings:meeting_list", _("Agenda")),
    ("proposals:proposal_list", _("Propositions")),
    ("surveys:survey_current", _("Questionnaire")),
    ("members:candidacy_create", _("Nous rejoindre")),
]


@dataclass(frozen=True)
class MenuEntry:
    label: str
    url: str
    path: str

    @property
    def is_current(self):
        return self.path.startswith(self.url)

    @property
    def current(self):
        return "page" if self.path == self.url else "true"


@register.inclusion_tag("layout/main_menu.html", takes_context=True)
def main_menu(context):
    """The entries of the menu; the one whose pages are being read is marked."""
    request = context.get("request")
    path = request.path if request else ""
    return {"entries": [MenuEntry(label, url, path) for label, url in _addresses(get_language())]}


@functools.lru_cache(maxsize=16)
def _addresses(language):
    """(label, address) of the entries, in one language."""
    return [(str(label), reverse(name)) for name, label in MENU]


@register.simple_tag
def icon(name):
    """A decorative drawing of the sprite; the word beside it says the same."""
    return _drawing(str(name))


@functools.lru_cache(maxsize=128)
def _drawing(name):
    """Drawn once a process: a page has thirty of them, and their words never change."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_block_tag(takes_context=True)
def remember(context, content, name):
    """Keeps what it encloses under a name, as one line, to write it in several places of the page."""
    context[name] = unescape(one_line(content))
    return ""


@register.simple_block_tag
def component(content, name, **context):
    """`{% component "empty" title="…" %}its text{% endcomponent %}`: a piece of `components/` whose text is long."""
    text = mark_safe(one_line(content))  # noqa: S308 (the template that calls it has escaped what it shows)
    return render_to_string(f"components/{name}.html", {**context, "text": text})


def one_line(words):
    return LINE_BREAK.sub(" ", words.strip())


@register.simple_tag(takes_context=True)
def organisation(context):
    """Data for search engines, to write inside a script element that runs nothing."""
    data = organisation_data(context["site"], site_url=context["site_url"], logo=static("img/logo-mark.svg"))
    return mark_safe(as_script_text(data))  # noqa: S308 (as_script_text lets nothing leave the script element)
