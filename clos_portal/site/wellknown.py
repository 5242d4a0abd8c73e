"""The small files that robots and security researchers look for."""

import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from council.models import SiteIdentity


@require_safe
def robots(request):
    """While examples are shown, nothing of the site is to be indexed."""
    rule = "Disallow: /" if SiteIdentity.load().has_examples else "Disallow: /admin/"
    return _text(f"User-agent: *\n{rule}\nSitemap: {settings.SITE_URL}/sitemap.xml\n")


@require_safe
def security(request):
    """RFC 9116: `Expires` is compulsory and less than a year away."""
    email = SiteIdentity.load().email
    contact = f"mailto:{email}" if email else f"{settings.SITE_URL}/contact/"
    expires = (timezone.now() + datetime.timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    canonical = f"{settings.SITE_URL}/.well-known/security.txt"
    return _text(f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: fr\nCanonical: {canonical}\n")


@require_safe
def favicon(request):
    return redirect(static("img/favicon.ico"), permanent=True)


def _text(content: str) -> HttpResponse:
    return HttpResponse(content, content_type="text/plain; charset=utf-8")
