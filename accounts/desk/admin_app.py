from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import autodiscover_modules


class PortalAdminConfig(AdminConfig):
    default_site = "accounts.desk.admin_site.PortalAdminSite"

    def ready(self):
        """The back office of a room is in its wing `desk`."""
        super().ready()
        autodiscover_modules("desk.admin", register_to=self.module.site)
