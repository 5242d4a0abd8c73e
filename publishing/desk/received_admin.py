from django.contrib import admin, messages
from django.template.loader import render_to_string

from publishing.desk.admin import RoomAdmin
from publishing.erasing.erasure import erase


class ReceivedAdmin(RoomAdmin):
    """For what public forms bring: one row a form, what the same page sent before is folded below it."""

    sent_fields: list[str] = []

    def get_queryset(self, request):
        return super().get_queryset(request).last_sent()

    def get_search_fields(self, request):
        """The earlier words are found too."""
        fields = super().get_search_fields(request)
        return [*fields, *(f"earlier__{name}" for name in fields)]

    def get_fieldsets(self, request, obj=None):
        return [*super().get_fieldsets(request, obj), *self.earlier_fieldset(obj)]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "earlier_texts"]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if self.has_change_permission(request):
            words = "Ce sont plusieurs personnes : séparer les textes envoyés de la même page"
            actions["separate_selected"] = (separate_selected, "separate_selected", words)
        return actions

    def delete_model(self, request, obj):
        erase(obj)

    def earlier_fieldset(self, obj):
        return [("Envoyé avant, de la même page", {"fields": ["earlier_texts"]})] if obj and obj.was_sent_before else []

    @admin.display(description="textes")
    def earlier_texts(self, received):
        texts = [self._lines(earlier) for earlier in received.earlier.order_by("-revision")]
        return render_to_string("publishing/desk/earlier.html", {"texts": texts})

    def _lines(self, earlier):
        names = [(self.opts.get_field(name).verbose_name, name) for name in self.sent_fields]
        shown = [
            (label, getattr(earlier, f"get_{name}_display", None), getattr(earlier, name)) for label, name in names
        ]
        return [(label, display() if display else value) for label, display, value in shown if value]


@admin.action(permissions=["change"])
def separate_selected(modeladmin, request, queryset):
    several = [received for received in queryset if received.was_sent_before]
    for received in several:
        received.separate()
        modeladmin.log_change(request, received, "Textes séparés")
    modeladmin.message_user(request, f"Séparés\u00a0: {len(several)}.", messages.SUCCESS)
