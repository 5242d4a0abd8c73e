from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from council.mail.council_mail import tell_council
from publishing.dates.freshness import freshness
from publishing.forms.public_form import thanked
from publishing.forms.public_form_view import public_form
from publishing.pacing.visitor_address import visitor_address
from publishing.paper.pdf import pdf_response
from publishing.photos.photo_response import photo_or_404
from publishing.photos.removal_page import removal_page, removal_thanks
from walks.models import Observation, ObservationPhoto, Walk
from walks.paper.papers import answers_poster
from walks.rules.board import board_of
from walks.rules.route import compare, steps_of, streets_of
from walks.rules.status import ObservationStatus
from walks.site.forms import ReportForm

WALKS = [("Marches exploratoires", reverse_lazy("walks:walk_list"))]
OBSERVATIONS_A_PAGE = 100
FACTS = ["walk_id", "is_example", "status", "sent_on", "answered_on", "done_on"]


@require_safe
def walk_list(request):
    walks = list(Walk.objects.published().newest_first())
    observations = list(Observation.objects.of_public_walks().counted().only("pk", *FACTS))
    real = {walk.pk for walk in walks if not walk.is_example}
    for walk in walks:
        walk.board = board_of(o for o in observations if o.walk_id == walk.pk)
    context = {
        "walks": walks,
        "board": board_of(o for o in observations if o.walk_id in real and not o.is_example),
        "freshness": freshness(walks),
    }
    return render(request, "walks/walk_list.html", context)


@require_safe
def walk_detail(request, reference):
    walk = get_object_or_404(Walk.objects.published().select_related("follows"), reference=reference)
    status = request.GET.get("statut", "")
    if status and status not in ObservationStatus:
        raise Http404
    is_by_street = request.GET.get("par") == "rue"
    everything = list(walk.observations.published().select_related("stop").in_order())
    for observation in everything:
        observation.walk = walk
    shown = [o for o in everything if status in ("", o.status)]
    page = Paginator(shown, OBSERVATIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "walk": walk,
        "board": board_of(o for o in everything if walk.is_example or not o.is_example),
        "has_observations": bool(everything),
        "status": status,
        "page": page,
        "is_by_street": is_by_street,
        "steps": streets_of(page.object_list) if is_by_street else steps_of(walk.stops.all(), page.object_list),
        "has_map": any(o.point for o in page.object_list),
        "tiles": settings.MAP_TILES,
        "trail": WALKS,
        "freshness": freshness([walk]),
    }
    return render(request, "walks/walk_detail.html", context)


@require_safe
def walk_compare(request, reference):
    walks = Walk.objects.published().filter(follows__in=Walk.objects.published()).select_related("follows")
    walk = get_object_or_404(walks, reference=reference)
    before = walk.follows.observations.published().counted().select_related("walk").in_order()
    after = walk.observations.published().counted().select_related("walk").in_order()
    context = {"walk": walk, "comparisons": compare(walk.stops.all(), before, after), "trail": _trail(walk)}
    return render(request, "walks/walk_compare.html", context)


@require_safe
def walk_poster(request, reference, size):
    walk = get_object_or_404(Walk.objects.published(), reference=reference)
    return pdf_response(answers_poster(walk, size), f"marche-{walk.reference}-{size}.pdf")


@require_safe
def observation_detail(request, reference, number):
    photos = ObservationPhoto.objects.published().in_order()
    observations = Observation.objects.of_public_walks().with_stop().with_photos(photos).with_reports()
    observation = get_object_or_404(observations, walk__reference=reference, number=number)
    context = {
        "observation": observation,
        "changes": list(observation.changes.all()),
        "trail": _trail(observation.walk),
        "freshness": freshness([observation.walk]),
    }
    return render(request, "walks/observation_detail.html", context)


@public_form
def report_create(request, reference, number):
    observations = Observation.objects.of_public_walks().with_stop().exclude(sent_on=None)
    observation = get_object_or_404(observations, walk__reference=reference, number=number)
    data, known = request.POST if request.method == "POST" else None, {"observation": observation}
    form = ReportForm(data, known=known, sender=visitor_address(request))
    if form.is_valid():
        report, _ = form.save()
        return thanked("walks:report_thanks", report)
    context = {"form": form, "observation": observation, "trail": _trail(observation.walk)}
    return render(request, "walks/report_create.html", context, status=form.status)


@require_safe
def report_thanks(request):
    return render(request, "walks/report_thanks.html", {"trail": WALKS, "was_corrected": "corrige" in request.GET})


@require_safe
def photo_detail(request, key, width):
    return photo_or_404(request, ObservationPhoto.objects.of_public_observations(), key, width)


@public_form
def photo_remove(request, key):
    photos = ObservationPhoto.objects.of_public_observations().select_related("observation__walk")
    return removal_page(request, photos, key, thanks="walks:photo_removed", trail=WALKS, tell=tell_council)


@require_safe
def photo_removed(request):
    return removal_thanks(request, trail=WALKS)


def _trail(walk):
    return [*WALKS, (walk.title, walk.get_absolute_url())]
