from django.utils import timezone

from publishing.desk.choice_filter import ChoiceFilter


class MissingFilter(ChoiceFilter):
    title = "ce qui manque"
    parameter_name = "manque"
    choices_by_word = {
        "lieu": ("le lieu", lambda rows: rows.awaited().filter(place=None)),
        "heure": ("l’heure", lambda rows: rows.awaited().filter(start_time=None)),
        "ordre": (
            "l’ordre du jour",
            lambda rows: rows.awaited().upcoming(timezone.localdate()).filter(agenda_items=None),
        ),
        "suite": (
            "dire si elle a eu lieu",
            lambda rows: rows.awaited().past(timezone.localdate()).exclude(starts_on=None),
        ),
        "presences": ("les présences", lambda rows: rows.held_here().filter(attendances=None)),
        "compte-rendu": ("le compte rendu adopté", lambda rows: rows.without_adopted_minutes()),
        "actions": ("une décision en retard", lambda rows: rows.with_overdue_actions(timezone.localdate())),
    }


class OverdueFilter(ChoiceFilter):
    title = "où en est-on"
    parameter_name = "suivi"
    choices_by_word = {
        "ouvert": ("à faire", lambda rows: rows.open()),
        "retard": ("en retard", lambda rows: rows.overdue(timezone.localdate())),
        "fini": ("terminé", lambda rows: rows.exclude(closed_on=None)),
    }
