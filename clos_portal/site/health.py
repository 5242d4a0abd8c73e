"""Two addresses for machines: does the portal serve, and is all well? What is wrong is told to its keepers only."""

import ipaddress

from django.conf import settings
from django.http import JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clos_portal.night.condition import database_answers, missing_migrations, worries


@never_cache
@require_safe
def health(request):
    """503 only when no page can be served: whoever asks may then start the portal again."""
    answers = database_answers()
    return JsonResponse({"base": "oui" if answers else "non"}, status=200 if answers else 503)


@never_cache
@require_safe
def readiness(request):
    """503 while the database is not that of this code; «dégradé», with 200, when somebody must come but pages go on."""
    if not database_answers():
        return _state(request, "pas prêt", {"base": ["La base ne répond pas."]})
    missing = missing_migrations()
    if missing:
        return _state(request, "pas prêt", {"migrations": missing})
    details = {}
    for worry in worries(timezone.now()):
        details.setdefault(worry.name, []).append(worry.sentence)
    return _state(request, "dégradé" if details else "prêt", details)


def _state(request, state, details):
    said = {"état": state} | ({"détails": details} if details and _is_keeper(request) else {})
    return JsonResponse(said, status=503 if state == "pas prêt" else 200, json_dumps_params={"ensure_ascii": False})


def _is_keeper(request) -> bool:
    """Who has the token, or asks from the machine itself; through a proxy, everybody would come from there."""
    token = settings.HEALTH_TOKEN
    if token and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return True
    through_a_proxy = {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA"}
    return not through_a_proxy & request.META.keys() and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
