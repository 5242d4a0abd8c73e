from django.contrib import admin
from django.utils import timezone

from proposals.models import ReferenceExample
from publishing.desk.admin import RoomAdmin


@admin.register(ReferenceExample)
class ReferenceExampleAdmin(RoomAdmin):
    list_display = ["title", "place", "publication"]
    list_filter = ["proposals"]
    search_fields = ["title", "place", "description", "lesson"]
    search_help_text = "Cherchez un mot, ou une ville."
    prepopulated_fields = {"reference": ["title", "place"]}
    fieldsets = [
        (None, {"fields": ["title", "place", "reference", "publication", "publish_from"]}),
        ("Ce que l’on en dit", {"fields": ["description", "lesson", "link"]}),
        ("La photo", {"fields": ["photo", "photo_alt", "photo_credit"]}),
        ("Les propositions", {"fields": ["proposals"]}),
        RoomAdmin.source_fieldset,
    ]

    def save_model(self, request, obj, form, change):
        obj.updated_on = timezone.localdate()
        obj.save_with_photo()
