"""Where a room needs in its back office what only a higher one knows."""

from django.contrib import admin

from accounts.desk.admin import UserAdmin
from accounts.models import User
from clos_portal.desk.absences import absences_on
from clos_portal.models import JobRun
from clos_portal.night.nightly import LABELS
from members.desk.composition_admin import OfficialListAdmin
from members.models import OfficialList
from publishing.desk.admin import RoomAdmin
from publishing.erasing.withdrawn import Act, note
from publishing.words.french_list import FrenchList

admin.site.unregister(OfficialList)
admin.site.unregister(User)


@admin.register(OfficialList)
class CouncilAdmin(OfficialListAdmin):
    """The absences come from the meetings, which the members do not know."""

    def absences(self, day):
        return absences_on(day)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Who may not enter any more does not come back with an older archive. Sorted as the other lists are."""

    def get_changelist(self, request, **kwargs):
        return FrenchList

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "role" in form.changed_data and (lost := form["role"].initial):
            note(f"{Act.WITHDRAWN} {lost}", obj)

    def delete_model(self, request, obj):
        note(Act.ERASED, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        note(Act.ERASED, *queryset)
        super().delete_queryset(request, queryset)

    def _set(self, request, users, is_active, words):
        changed = list(users)
        super()._set(request, changed, is_active=is_active, words=words)
        if not is_active:
            note(Act.DEACTIVATED, *changed)


@admin.register(JobRun)
class JobRunAdmin(RoomAdmin):
    """What the nights did: to read, never to write."""

    list_display = ["label", "started_at", "ended_at", "is_done", "words"]
    list_filter = ["is_done", "job"]
    fields = readonly_fields = ["label", "started_at", "ended_at", "is_done", "words"]
    date_hierarchy = "started_at"

    @admin.display(description="travail", ordering="job")
    def label(self, run):
        return LABELS.get(run.job, run.job)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
