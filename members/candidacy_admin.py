from django.contrib import admin
from django.utils import timezone

from members.models import Candidacy
from publishing.erasure import erase


@admin.register(Candidacy)
class CandidacyAdmin(admin.ModelAdmin):
    """Read, and say where things stand; nothing of it is ever public."""

    list_display = ["received_on", "college_wished", "status", "answered_on"]
    list_filter = ["status", "college"]
    fields = [
        "received_on",
        "name",
        "email",
        "phone",
        "college_wished",
        "motivation",
        "status",
        "answered_on",
        "erased_on",
    ]
    readonly_fields = [name for name in fields if name != "status"]

    def has_add_permission(self, request):
        return False

    @admin.display(description="collège souhaité")
    def college_wished(self, candidacy):
        return candidacy.get_college_display() or "ne sait pas encore"

    @admin.display(description="effacement")
    def erased_on(self, candidacy):
        return "12 mois après la réponse, sans rien faire." if candidacy.is_answered else "12 mois après votre réponse."

    def save_model(self, request, obj, form, change):
        obj.move_to(obj.status, timezone.localdate())

    def delete_model(self, request, obj):
        erase(obj)

    def delete_queryset(self, request, queryset):
        for candidacy in queryset:
            erase(candidacy)
