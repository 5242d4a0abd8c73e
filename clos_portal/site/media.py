"""Serves the public photos under their random names; a strict policy keeps any file from acting as a page."""

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

CACHE = "public, max-age=86400"


@require_safe
def media_file(request, path):
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except (SuspiciousFileOperation, OSError) as error:  # outside of the folder, or a name that no disk can hold
        raise Http404 from error
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = CACHE
    return response
