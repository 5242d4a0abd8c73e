from django.contrib import admin
from django.utils import timezone


class MissingFilter(admin.SimpleListFilter):
    title = "ce qui manque"
    parameter_name = "manque"

    def lookups(self, request, model_admin):
        return [
            ("lieu", "le lieu"),
            ("heure", "l’heure"),
            ("ordre", "l’ordre du jour"),
            ("suite", "dire si elle a eu lieu"),
            ("presences", "les présences"),
            ("compte-rendu", "le compte rendu adopté"),
            ("actions", "une décision en retard"),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        choices = {
            "lieu": lambda: queryset.awaited().filter(place=None),
            "heure": lambda: queryset.awaited().filter(start_time=None),
            "ordre": lambda: queryset.awaited().upcoming(today).filter(agenda_items=None),
            "suite": lambda: queryset.awaited().past(today).exclude(starts_on=None),
            "presences": lambda: queryset.held_here().filter(attendances=None),
            "compte-rendu": queryset.without_adopted_minutes,
            "actions": lambda: queryset.with_overdue_actions(today),
        }
        return choices.get(self.value(), lambda: queryset)()


class OverdueFilter(admin.SimpleListFilter):
    title = "où en est-on"
    parameter_name = "suivi"

    def lookups(self, request, model_admin):
        return [("ouvert", "à faire"), ("retard", "en retard"), ("fini", "terminé")]

    def queryset(self, request, queryset):
        choices = {
            "ouvert": queryset.open,
            "retard": lambda: queryset.overdue(timezone.localdate()),
            "fini": lambda: queryset.exclude(closed_on=None),
        }
        return choices.get(self.value(), lambda: queryset)()
