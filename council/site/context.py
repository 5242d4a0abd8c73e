from django.conf import settings
from django.utils.functional import SimpleLazyObject

from council.models import SiteIdentity


def site(request):
    """One query a page: the identity row says also whether examples are shown."""
    return {
        "site": SimpleLazyObject(SiteIdentity.load),
        "canonical_url": settings.SITE_URL + request.path,
        "site_url": settings.SITE_URL,
    }
