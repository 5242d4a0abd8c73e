"""Lets the rich text editor work in French under the strict policy: a nonce for scripts, a hash for its style."""

from csp.constants import NONCE
from django.forms.widgets import Script
from django.urls import path, reverse
from django.views.i18n import JavaScriptCatalog
from js_asset import Media

from publishing.words.rich_text import RichTextField, render_html

# The style that the editor writes into the page; when a new version changes it, the browser's console prints the hash.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
EDITOR_WORDS = JavaScriptCatalog.as_view(packages=["django_prose_editor"])


class EditorAdmin:
    """For an admin whose form has a RichTextField."""

    def get_urls(self):
        words = path(
            "editeur/mots.js", self.admin_site.admin_view(EDITOR_WORDS, cacheable=True), name="council_editor_words"
        )
        return [words, *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        _bring_editor(request, context)
        return _allow_editor(super().render_change_form(request, context, *args, **kwargs))

    def words_of(self, row, field):
        """An old version keeps its titles and lists when it is copied."""
        if isinstance(field, RichTextField):
            return render_html(getattr(row, field.name))
        return super().words_of(row, field)


def _bring_editor(request, context):
    words = Media(
        js=[
            Script(reverse("admin:council_editor_words")),
            Script("js/editor_in_french.js"),
            Script("js/paste_table.js"),
        ]
    )
    context["media"] = Media.from_media(words + context["media"], nonce=str(request.csp_nonce))


def _allow_editor(response):
    response._csp_update = {"script-src": [NONCE], "style-src": [EDITOR_STYLE]}
    return response
