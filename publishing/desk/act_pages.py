from collections.abc import Callable, Sequence

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, re_path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from publishing.desk.act import Act
from publishing.desk.next_step import NextStep

MAX_BATCH = 200
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


class ActPages:
    """For an admin whose records change by acts: a page for each, and «Et maintenant ?» above the form of a record.

    `own_pages` are the others: (address, end of its name, the name of a method or a function that is given the admin);
    `step_of` says where a record stands, whoever looks at it.
    """

    acts: Sequence[Act] = ()
    step_of: Callable = staticmethod(lambda record: NextStep())
    own_pages: Sequence[tuple[str, str, str | Callable]] = ()

    def next_step(self, request, record) -> NextStep:
        return self.step_of(record)

    def pages(self, request, record) -> list[tuple[str, str]]:
        """What else the page of a record leads to: (words, address)."""
        return []

    def get_urls(self):
        own = [self._own_page(*page) for page in self.own_pages]
        if not self.acts:
            return own + super().get_urls()
        page = self.admin_site.admin_view(read_or_send(self.act_page))
        names = "|".join(act.name for act in self.acts)
        return [
            *own,
            re_path(rf"^(?P<object_id>[^/]+)/(?P<act>{names})/$", page, name=self.page_name("act")),
            re_path(rf"^[^/]+/(?:etat|faire)/({names})/$", lambda request, act: redirect(f"../../{act}/")),
            *super().get_urls(),
        ]

    def _own_page(self, address, name, view):
        """A file is only read."""
        page, given = (getattr(self, view), {}) if isinstance(view, str) else (view, {"model_admin": self})
        allowed = require_safe if "." in address else read_or_send
        return path(address, self.admin_site.admin_view(allowed(page)), given, self.page_name(name))

    def act_page(self, request, object_id, act):
        act = next(one for one in self.acts if one.name == act)
        records = self._records(request, object_id, act)
        if not all(self.may(request, act, record) for record in records):
            raise PermissionDenied
        record = records[0]
        form = act.form(request.POST if request.method == "POST" else None, record=record, by=request.user)
        form.records = records
        if request.method == "POST" and act.is_done(form):
            return self._after(request, act, form)
        title = act.label if len(records) == 1 else f"{act.label}\u00a0: {len(records)} {self.opts.verbose_name_plural}"
        context = {"title": title, "act": act, "form": form, "record": record, "records": records, "opts": self.opts}
        context |= {"obstacle": "" if form.is_bound else act.obstacle(record)} | act.about(record)
        context |= self.admin_site.each_context(request)
        return render(request, "publishing/desk/act.html", context, status=422 if form.errors else 200)

    def _records(self, request, object_id, act):
        """One, or those of a batch, «12-15»: each once, and in one order for all, so that nobody waits in a ring."""
        keys = object_id.split("-")[:MAX_BATCH] if act.is_batch else [object_id]
        found = (self.get_object(request, unquote(key)) for key in keys)
        records = sorted({record for record in found if record}, key=lambda record: record.pk)
        if not records:
            raise Http404
        return records

    def may(self, request, act, record) -> bool:
        return self.has_view_or_change_permission(request, record) and request.user.has_perms(act.rights(record))

    def act_links(self, request, record) -> list[tuple[Act, str]]:
        """(act, address) of those that this person may do today."""
        offered = [act for act in self.acts if act.suits(record) and self.may(request, act, record)]
        return [(act, self.act_address(act, record)) for act in offered]

    def act_address(self, act, record) -> str:
        return reverse(f"admin:{self.page_name('act')}", args=[record.pk, act.name])

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if self.acts and obj is not None:
            links = self.act_links(request, obj)
            step = self.next_step(request, obj)
            wanted = [link for link in links if link[0].name == step.wanted]
            others = [link for link in links if link not in wanted]
            context |= {"next_step": step, "wanted": wanted, "others": others, "pages": self.pages(request, obj)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def page_name(self, end) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{end}"

    def _after(self, request, act, form):
        log, changed = (self.log_addition, [form.made]) if act.makes else (self.log_change, form.records)
        for asked, record in zip(form.records, changed, strict=True):
            log(request, record, act.journal(asked))
            self.message_user(request, act.said(record), messages.SUCCESS)
        return redirect(act.landing(changed[0]))
