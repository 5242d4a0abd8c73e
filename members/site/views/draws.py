from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.models import Draw, Member
from members.rules import draw as lots
from members.site.views.recruitment import JOIN


@require_safe
def draw_list(request):
    return render(request, "members/draw_list.html", {"draws": Draw.objects.public(), "trail": JOIN})


@require_safe
def draw_detail(request, reference):
    """All that is needed to make the draw again; a name only beside the ticket of who sits and agreed."""
    draw = get_object_or_404(Draw.objects.public(), reference=reference)
    tickets = list(draw.tickets.all())
    members = Member.objects.published().seated(timezone.localdate()).filter(is_named=True, tickets__draw=draw)
    names = {ticket.number: str(member) for ticket in tickets for member in members if member.pk == ticket.member_id}
    context = {
        "draw": draw,
        "tickets": tickets,
        "lines": [(step, names.get(step.number, "")) for step in draw.steps()],
        "program": lots.program(draw.list_text, draw.seed) if draw.seed else "",
        "trail": [*JOIN, ("Tirages au sort", "..")],
    }
    return render(request, "members/draw_detail.html", context)
