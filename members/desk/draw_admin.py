from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, re_path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from members.desk.draw_gesture import CLOSE, GESTURES, gestures_for
from members.models import Draw, HeldTicket
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf, pdf_response
from publishing.paper.qr_code import qr_svg


@admin.register(Draw)
class DrawAdmin(admin.ModelAdmin):
    """Prepared like any form; then each gesture is made once, and the database keeps it."""

    change_form_template = "members/desk/draw_change.html"
    list_display = ["title", "college", "state", "seed_at", "seats", "alternates", "example"]
    fields = ["title", "reference", "college", "seats", "alternates", "seed_source", "seed_at", "state", "page"]
    prepopulated_fields = {"reference": ["title"]}
    readonly_fields = ["state", "page"]

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.fields[:-2]

    def get_readonly_fields(self, request, obj=None):
        """Once the list is closed everything is read here."""
        return self.fields if obj and obj.is_public else self.readonly_fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj and obj.is_public else self.prepopulated_fields

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and obj is not None and not obj.is_public

    @admin.display(description="état")
    def state(self, draw):
        if draw.drawn_at:
            return "tiré"
        if draw.cancelled_at:
            return "annulé"
        return "liste close, annoncé" if draw.is_public else "en préparation"

    @admin.display(description="exemple")
    def example(self, draw):
        return "exemple" if draw.is_example else ""

    @admin.display(description="page publique")
    def page(self, draw):
        if not draw.is_public:
            return "Pas encore\u00a0: elle paraît quand vous fermez la liste."
        return format_html('<a href="{}">{}</a>', draw.get_absolute_url(), short(draw.get_absolute_url()))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None and self.has_change_permission(request, obj):
            context["gestures"] = [
                (gesture.label, reverse("admin:members_draw_gesture", args=[obj.pk, gesture.name]))
                for gesture in gestures_for(obj, timezone.now())
            ]
            if HeldTicket.objects.filter(ticket__draw=obj).exists():
                context["gestures"].append(
                    ("Imprimer les tickets (PDF)", reverse("admin:members_draw_tickets", args=[obj.pk]))
                )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # --- the pages of a gesture -----------------------------------------------------------------------------------
    def get_urls(self):
        page = require_http_methods(["GET", "HEAD", "POST"])(self.gesture_page)
        names = "|".join(GESTURES)
        return [
            path("<int:pk>/tickets.pdf", self.admin_site.admin_view(self.tickets_file), name="members_draw_tickets"),
            re_path(
                rf"^(?P<pk>[0-9]+)/(?P<gesture>{names})/$",
                self.admin_site.admin_view(page),
                name="members_draw_gesture",
            ),
            *super().get_urls(),
        ]

    def gesture_page(self, request, pk, gesture):
        draw, chosen = self._wanted(request, pk), GESTURES[gesture]
        if chosen not in gestures_for(draw, timezone.now()):
            self.message_user(request, "Ce geste n’est pas possible maintenant.", messages.WARNING)
            return redirect("admin:members_draw_change", draw.pk)
        form = chosen.form(request.POST or None, draw=draw)
        if self._is_done(form):
            self.log_change(request, draw, chosen.label)
            self.message_user(request, chosen.done, messages.SUCCESS)
            return redirect("admin:members_draw_change", draw.pk)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "record": draw,
            "title": chosen.label,
            "verb": chosen.label,
            "explanation": chosen.explanation,
            "form": form,
            "people": [candidacy.name for candidacy in draw.candidacies()] if chosen is CLOSE else [],
        }
        return render(request, "members/desk/gesture.html", context, status=422 if form.errors else 200)

    def tickets_file(self, request, pk):
        """One slip a candidate, with the code that only that person must know."""
        draw = self._wanted(request, pk)
        held = HeldTicket.objects.filter(ticket__draw=draw).select_related("ticket").order_by("ticket__number")
        data = {
            "tickets": [{"number": one.ticket.number, "name": one.name, "code": one.code} for one in held],
            "draw": draw.title,
            "is_example": draw.is_example,
            "address": short(draw.get_absolute_url()),
            "qr": qr_svg(absolute(draw.get_absolute_url())),
        }
        content = make_pdf("members/draw_tickets.typ", data, title=f"Tickets\u00a0: {draw.title}")
        response = pdf_response(content, "tickets.pdf")
        response["Cache-Control"] = "no-store"
        return response

    def _is_done(self, form):
        try:
            return form.is_bound and form.is_done()
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False

    def _wanted(self, request, pk):
        draw = self.get_object(request, str(pk))
        if draw is None:
            raise Http404
        if not self.has_change_permission(request, draw) or not request.user.has_perm("members.view_candidacy"):
            raise PermissionDenied
        return draw
