"""Is the portal able to serve? The proxy and the container ask it; it says nothing else."""

import os

from django.conf import settings
from django.db import Error, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def health(request):
    checks = {"base": database_answers(), "fichiers": media_is_writable()}
    return JsonResponse(
        {name: "oui" if fine else "non" for name, fine in checks.items()}, status=200 if all(checks.values()) else 503
    )


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except Error:
        return False


def media_is_writable() -> bool:
    """A folder that nobody made yet is writable when its parent is."""
    folder = settings.MEDIA_ROOT
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    return os.access(folder, os.W_OK)
