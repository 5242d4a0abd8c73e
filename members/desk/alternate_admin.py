from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone


class AlternateActions:
    """What the list of members adds for those who wait: a departure, and the next one of the list sits."""

    @admin.action(description="La suppléance siège à partir d’aujourd’hui", permissions=["change"])
    def promote_alternates(self, request, queryset):
        today = timezone.localdate()
        for member in queryset:
            mandate = next((mandate for mandate in member.mandates.current(today) if mandate.is_alternate), None)
            try:
                if mandate is None:
                    raise ValidationError("cette personne n’est pas en suppléance.")
                mandate.promote(today)
            except ValidationError as refusal:
                self.message_user(request, f"{member}\u00a0: {refusal.messages[0]}", messages.WARNING)
            else:
                self.log_change(request, member, "Devient titulaire")
                self.message_user(request, f"{member} siège à partir d’aujourd’hui.", messages.SUCCESS)
