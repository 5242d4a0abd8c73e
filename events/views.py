from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from council.mail.council_mail import tell_council
from council.models import Page
from events.models import Event, Photo
from events.programme import programme_of
from publishing.dates.freshness import freshness
from publishing.feeds.feed import Entry, atom_response
from publishing.forms.public_form_view import public_form
from publishing.photos.photo_response import photo_or_404
from publishing.photos.removal_page import removal_page, removal_thanks

DISTRICT_LIFE = [("La vie du quartier", reverse_lazy("events:event_list"))]


@require_safe
def event_list(request):
    kind = request.GET.get("nature", "")
    if kind and kind not in Event.Kind:
        raise Http404
    everything = list(Event.objects.published().with_place().in_order())
    shown = [event for event in everything if kind in ("", event.kind)]
    page = Page.objects.published_as("vie-du-quartier")
    context = {
        "page": page,
        "kind": kind,
        "programme": programme_of(shown, timezone.localdate()),
        "everything": everything,
        "choices": _choices(everything, kind),
        "freshness": freshness([*shown, *filter(None, [page])]),
    }
    return render(request, "events/event_list.html", context)


@require_safe
def event_detail(request, reference):
    events = Event.objects.published().with_place().with_photos(Photo.objects.published().in_order())
    event = get_object_or_404(events, reference=reference)
    partners = list(event.partners.published())
    context = {"event": event, "partners": partners, "trail": DISTRICT_LIFE, "freshness": freshness([event, *partners])}
    return render(request, "events/event_detail.html", context)


@require_safe
def event_feed(request):
    events = Event.objects.published().with_place().order_by("-changed_at")[:50]
    entries = [
        Entry(
            title=f"{event.title}{' (exemple)' if event.is_example else ''}, {event.when.label}",
            path=event.get_absolute_url(),
            updated_at=event.changed_at,
            summary=event.cancellation_reason and f"Annulé. {event.cancellation_reason}" or event.lead,
        )
        for event in events
    ]
    return atom_response(
        request,
        title=f"La vie du quartier {settings.COUNCIL.of_district}",
        subtitle="Les fêtes, les permanences et les visites du Conseil Citoyen.",
        path=reverse("events:event_list"),
        feed_path=reverse("events:event_feed"),
        entries=entries,
    )


@require_safe
def photo_detail(request, key, width):
    return photo_or_404(request, Photo.objects.of_public_events(), key, width)


@public_form
def photo_remove(request, key):
    photos = Photo.objects.of_public_events().select_related("event")
    return removal_page(request, photos, key, thanks="events:photo_removed", trail=DISTRICT_LIFE, tell=tell_council)


@require_safe
def photo_removed(request):
    return removal_thanks(request, trail=DISTRICT_LIFE)


def _choices(events, current):
    """The filters: each nature that has an event, with how many."""
    counts = [(kind, sum(event.kind == kind for event in events)) for kind in Event.Kind]
    return [{"kind": kind, "count": count, "is_current": kind == current} for kind, count in counts if count]
