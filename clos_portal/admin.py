"""Where a room needs in its back office what only a higher one knows."""

from django.contrib import admin

from clos_portal.absences import absences_on
from members.composition_admin import OfficialListAdmin
from members.models import OfficialList

admin.site.unregister(OfficialList)


@admin.register(OfficialList)
class CouncilAdmin(OfficialListAdmin):
    """The absences come from the meetings, which the members do not know."""

    def absences(self, day):
        return absences_on(day)
