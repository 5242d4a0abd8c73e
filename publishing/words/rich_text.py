"""Text that editors may structure (titles, lists, links): cleaned at save, and again when shown."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from django_prose_editor.fields import ProseEditorField

from publishing.words.pasted_table import without_tables

LINK_SCHEMES = ["https", "http", "mailto", "tel"]
EXTENSIONS = {
    "Bold": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": LINK_SCHEMES},
}
_CLEANER = nh3.Cleaner(
    tags={"p", "br", "strong", "ul", "ol", "li", "blockquote", "h2", "h3", "a"},
    attributes={"a": {"href"}},
    url_schemes=set(LINK_SCHEMES),
    link_rel="noopener noreferrer",
)


def clean_html(html: str) -> str:
    cleaned = _CLEANER.clean(without_tables(html or ""))
    return "" if cleaned == "<p></p>" else cleaned


def render_html(html: str) -> SafeString:
    """Safe even when somebody changed the row by hand."""
    return mark_safe(clean_html(html))  # noqa: S308


class RichTextField(ProseEditorField):
    """Cleaned whichever way it reaches the database: form, import or code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"extensions": EXTENSIONS, "sanitize": clean_html} | kwargs)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean_html(value) if isinstance(value, str) else value
