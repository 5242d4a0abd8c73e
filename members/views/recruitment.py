from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from members.forms import CandidacyForm
from members.models import Mandate
from publishing.freshness import freshness


# Not `never_cache`: the browser's own back button must find the page that was sent, with its number used once.
@cache_control(private=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
def candidacy_create(request):
    form = CandidacyForm(request.POST or None, initial={"college": request.GET.get("college", "")})
    if form.is_valid():
        form.save()
        return redirect("members:candidacy_thanks")
    composition = Mandate.objects.composition(timezone.localdate())
    context = {"form": form, "composition": composition, "freshness": freshness(composition.members)}
    return render(request, "members/candidacy_create.html", context, status=422 if form.errors else 200)


@require_safe
def candidacy_thanks(request):
    return render(request, "members/candidacy_thanks.html")
