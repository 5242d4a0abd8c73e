from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html

from members.desk.draw_acts import ACTS, next_step
from members.models import Draw, HeldTicket
from publishing.desk.act_pages import ActPages
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf, pdf_response
from publishing.paper.qr_code import qr_svg


@admin.register(Draw)
class DrawAdmin(ActPages, admin.ModelAdmin):
    """Prepared like any form; then each act is done once, and the database keeps it."""

    acts = ACTS
    step_of = staticmethod(next_step)
    own_pages = [("<int:pk>/tickets.pdf", "tickets", "tickets_file")]
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

    def pages(self, request, record):
        address = reverse("admin:members_draw_tickets", args=[record.pk])
        is_held = HeldTicket.objects.filter(ticket__draw=record).exists()
        return [("Imprimer les tickets (PDF)", address)] if is_held and self._may_see(request, record) else []

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

    def _wanted(self, request, pk):
        draw = self.get_object(request, str(pk))
        if draw is None:
            raise Http404
        if not self._may_see(request, draw):
            raise PermissionDenied
        return draw

    def _may_see(self, request, draw):
        return self.has_change_permission(request, draw) and request.user.has_perm("members.view_candidacy")
