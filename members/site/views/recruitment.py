from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.models import Mandate
from members.rules.candidacy_notice import promises
from members.rules.way_in import WAYS
from members.site.forms import CandidacyForm
from publishing.dates.freshness import freshness
from publishing.forms.public_form import thanked
from publishing.forms.public_form_view import public_form
from publishing.pacing.visitor_address import visitor_address

JOIN = [(gettext_lazy("Nous rejoindre"), reverse_lazy("members:candidacy_create"))]


@require_safe
def candidacy_choose(request):
    """First the question that chooses the form: what ties the person to the district."""
    composition = Mandate.objects.composition(timezone.localdate())
    context = {
        "ways": WAYS.values(),
        "composition": composition,
        "freshness": freshness(composition.members),
    }
    return render(request, "members/candidacy_choose.html", context)


@public_form
def candidacy_create(request, way):
    if way not in WAYS:
        raise Http404
    is_helped = "aide" in request.GET
    who = {"sender": visitor_address(request), "college": WAYS[way].college, "is_helped": is_helped}
    form = CandidacyForm(request.POST if request.method == "POST" else None, **who)
    if form.is_valid():
        candidacy, is_new = form.save()
        return thanked("members:candidacy_thanks", candidacy, is_new=is_new)
    context = {"form": form, "way": WAYS[way], "is_helped": is_helped, "trail": JOIN}
    context["promises"] = promises(settings.COUNCIL.name)
    return render(request, "members/candidacy_create.html", context, status=form.status)


@require_safe
def candidacy_thanks(request):
    context = {"was_corrected": "corrige" in request.GET, "was_stored_before": "deja" in request.GET}
    return render(request, "members/candidacy_thanks.html", context)
