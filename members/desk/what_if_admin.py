"""Before a departure or an arrival is saved, its effect on every check; it informs, and never forbids."""

from dataclasses import replace

from django.contrib import messages
from django.db import IntegrityError
from django.template.response import TemplateResponse
from django.utils import timezone

from members.models import Mandate, OfficialList, mandate_guard
from members.rules.council_checks import CheckedCouncil
from members.rules.what_if import CheckChange, what_if
from publishing.desk.admin import RoomAdmin

BACK = "back_to_form"
NOT_TYPED = ("csrfmiddlewaretoken", "look_first", BACK)


class WhatIfAdmin(RoomAdmin):
    """The form of a member. Its page asks to `look_first`; what is sent without it is saved at once, and the effect is
    then said afterwards. A chosen photo cannot wait on a page between the two: it is saved at once too."""

    change_form_template = "members/desk/member_change.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or BACK in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        before = council_now()
        if "look_first" in request.POST and not any(request.FILES.values()):
            day, changes = self._changes(before, self._council_typed(request, object_id, before))
            if changes:
                return self._look(request, object_id, day, changes)
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            if mandate_guard.SENTENCE not in str(error):
                raise
            return self._look_again(request, object_id, form_url, extra_context)
        if response.status_code == 302:
            self._say(request, *self._changes(before, council_now()))
        return response

    def _look_again(self, request, *page):
        """Somebody else wrote a mandate at the same dates meanwhile: the form says so, beside what was typed."""
        messages.error(request, f"Rien n’est enregistré. {mandate_guard.SENTENCE}")
        request.POST = request.POST.copy()
        request.POST[BACK] = "1"
        return super().changeform_view(request, *page)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Who comes back to the form finds what was typed, and nothing is saved."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"is_valid": lambda self: False}) if BACK in request.POST else form

    def _changes(self, before: CheckedCouncil, after: CheckedCouncil) -> tuple:
        """Nothing when the checks say the same words before and after."""
        day, found = what_if(before, after, timezone.localdate())
        return day, found if any(change.has_changed for change in found) else []

    def _council_typed(self, request, object_id, before: CheckedCouncil) -> CheckedCouncil:
        """The council as it would be: `before` itself when the form has a mistake, which the form will show."""
        member = self.get_object(request, object_id) if object_id else None
        form = self.get_form(request, member, change=bool(member))(request.POST, instance=member)
        if not form.is_valid():
            return before
        member = self.save_form(request, form, change=bool(object_id))
        formsets, _ = self._create_formsets(request, member, change=bool(object_id))
        if not all(formset.is_valid() for formset in formsets):
            return before
        kept = [seat for seat in before.seats if seat.person != member.pk]
        return replace(before, seats=(*kept, *(mandate.seat for mandate in _mandates(formsets, member))))

    def _look(self, request, object_id, day, changes: list[CheckChange]):
        typed = [(name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values]
        context = self.admin_site.each_context(request) | {
            "title": "L’effet sur la composition",
            "opts": self.opts,
            "day": day,
            "is_today": day == timezone.localdate(),
            "changes": changes,
            "typed": typed,
            "object_id": object_id,
        }
        return TemplateResponse(request, "members/desk/what_if.html", context)

    def _say(self, request, day, changes: list[CheckChange]):
        words = [
            f"{change.after.title} {change.after.sentence}" for change in changes if change.has_changed and change.after
        ]
        if words:
            messages.info(request, f"Effet sur la composition\u00a0: {' '.join(words)}")


def council_now() -> CheckedCouncil:
    latest = OfficialList.objects.latest_recorded()
    return Mandate.objects.council(timezone.localdate(), last_list=latest.people if latest else None)


def _mandates(formsets, member):
    for formset in (formset for formset in formsets if formset.model is Mandate):
        for form in formset.forms:
            if (form.has_changed() or form.instance.pk) and form not in formset.deleted_forms:
                form.instance.member = member
                yield form.instance
