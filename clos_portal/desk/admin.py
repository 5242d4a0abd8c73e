"""Where a room needs in its back office what only a higher one knows."""

from django.contrib import admin

from clos_portal.desk.absences import absences_on
from clos_portal.models import JobRun
from clos_portal.night.nightly import LABELS
from members.desk.composition_admin import OfficialListAdmin
from members.models import OfficialList
from publishing.desk.admin import RoomAdmin
from publishing.desk.closed_rights import ReadOnly


@admin.register(OfficialList)
class CouncilAdmin(OfficialListAdmin):
    """The absences come from the meetings, which the members do not know."""

    def absences(self, day):
        return absences_on(day)


@admin.register(JobRun)
class JobRunAdmin(ReadOnly, RoomAdmin):
    """What the nights did."""

    list_display = ["label", "started_at", "ended_at", "is_done", "words"]
    list_filter = ["is_done", "job"]
    fields = readonly_fields = ["label", "started_at", "ended_at", "is_done", "words"]
    date_hierarchy = "started_at"

    @admin.display(description="travail", ordering="job")
    def label(self, run):
        return LABELS.get(run.job, run.job)
