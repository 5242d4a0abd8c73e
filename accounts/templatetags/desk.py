from django import template
from django.template.defaulttags import CsrfTokenNode
from django.urls import reverse
from django.utils.html import format_html

from accounts.desk.sent_once import FIELD, page_number

register = template.Library()


class NumberedForm(CsrfTokenNode):
    """In the back office, the token of every form is followed by the number of the page (`accounts.desk.sent_once`)."""

    def render(self, context):
        token, request = super().render(context), context.get("request")
        if not token or request is None or not request.path.startswith(reverse("admin:index")):
            return token
        if not request.user.is_authenticated:
            return token
        return token + format_html('<input type="hidden" name="{}" value="{}">', FIELD, page_number(request.user))


@register.tag
def csrf_token(parser, token):
    return NumberedForm()
