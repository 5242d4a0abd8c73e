from django.contrib import admin

from council.desk.admin import PlaceAdmin
from council.models import Place


@admin.register(Place)
class PlaceOfMeetingsAdmin(PlaceAdmin):
    """A place that changes is a new version of each meeting held there, for those who subscribed."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change:
            obj.meetings.revise()
