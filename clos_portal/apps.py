from django.apps import AppConfig

from clos_portal import checks  # noqa: F401  registers the checks


class ClosPortalConfig(AppConfig):
    name = "clos_portal"
    verbose_name = "Le portail"
