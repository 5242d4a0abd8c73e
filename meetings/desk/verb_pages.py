from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import re_path, reverse
from django.views.decorators.http import require_http_methods

from meetings.desk.forms import VerbForm


class VerbPages:
    """For an admin whose records change by verbs: one page a verb, that asks, then calls it.

    `verbs`: the meetings.desk.verb.Verb of this model; `verb_forms`: the form of those that ask something.
    """

    verbs = ()
    verb_forms = {}

    def get_urls(self):
        page = require_http_methods(["GET", "HEAD", "POST"])(self.verb_page)
        names = "|".join(verb.name for verb in self.verbs)
        view = self.admin_site.admin_view(page)
        return [re_path(rf"^(?P<pk>[0-9]+)/(?P<verb>{names})/$", view, name=self._verb_name), *super().get_urls()]

    def verb_page(self, request, pk, verb):
        record = self.get_object(request, pk)
        chosen = next(v for v in self.verbs if v.name == verb)
        if record is None:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else None
        form = self.verb_forms.get(verb, VerbForm)(data, record=record, verb=chosen, by=request.user)
        if request.method == "POST" and form.is_done():
            return self._after_verb(request, record, chosen)
        context = self.admin_site.each_context(request) | self._verb_context(record, chosen, form)
        return render(request, "meetings/desk/verb.html", context, status=422 if form.errors else 200)

    def verb_links(self, record):
        return [(verb, self.verb_url(verb, record)) for verb in self.verbs if verb.suits(record)]

    def verb_url(self, verb, record):
        return reverse(f"admin:{self._verb_name}", args=[record.pk, verb.name])

    @property
    def _verb_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_verb"

    def _after_verb(self, request, record, verb):
        self.log_change(request, record, verb.done)
        self.message_user(request, f"{record}\u00a0: {verb.done.lower()}.", messages.SUCCESS)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _verb_context(self, record, verb, form):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return {
            "opts": self.opts,
            "title": verb.label,
            "record": record,
            "form": form,
            "verb": verb,
            "list_url": reverse(f"{name}_changelist"),
            "change_url": reverse(f"{name}_change", args=[record.pk]),
        }
