from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proposals.ideas.idea_forms import IdeaForm
from proposals.models import Idea, IdeaCall
from publishing.forms.public_form_view import public_form
from publishing.pacing.visitor_address import visitor_address

LIST = [("Propositions", reverse_lazy("proposals:proposal_list"))]
IDEAS = [*LIST, ("Les idées des habitants", reverse_lazy("proposals:idea_list"))]
MAX_NUMBER = 40


@require_safe
def idea_list(request):
    context = {
        "call": IdeaCall.objects.open_on(timezone.localdate()).first(),
        "ideas": list(Idea.objects.shown()),
        "trail": LIST,
        "current": "Les idées des habitants",
    }
    return render(request, "proposals/ideas/idea_list.html", context)


@public_form
def idea_create(request):
    call = IdeaCall.objects.open_on(timezone.localdate()).first()
    if call is None:
        typed = "\n".join(filter(None, [request.POST.get("text"), request.POST.get("place")]))
        context = {"trail": IDEAS, "typed": typed}
        return render(request, "proposals/ideas/idea_closed.html", context, status=409 if typed else 200)
    known = {"call": call, "is_example": call.is_example}
    form = IdeaForm(request.POST if request.method == "POST" else None, known=known, sender=visitor_address(request))
    if form.is_valid():
        idea, _ = form.save()
        query = urlencode({"numero": idea.number, "merci": "oui"})
        return redirect(f"{reverse('proposals:idea_follow')}?{query}")
    context = {"form": form, "call": call, "trail": IDEAS}
    return render(request, "proposals/ideas/idea_create.html", context, status=form.status)


@never_cache
@require_safe
def idea_follow(request):
    """The number is in the query, which the logs of the recipe do not keep."""
    number = request.GET.get("numero", "").replace("\0", "").strip()[:MAX_NUMBER]
    idea = Idea.objects.followed_by(number)
    context = {
        "number": number,
        "idea": idea,
        "is_new": "merci" in request.GET,
        "trail": IDEAS,
        "current": "Suivre mon idée",
    }
    return render(request, "proposals/ideas/idea_follow.html", context, status=404 if number and not idea else 200)
