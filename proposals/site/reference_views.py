from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from proposals.models import ReferenceExample
from publishing.dates.freshness import freshness
from publishing.photos.photo_response import photo_response

LIST = [("Propositions", reverse_lazy("proposals:proposal_list"))]
REFERENCE = [*LIST, ("Vu ailleurs", reverse_lazy("proposals:reference_example_list"))]


@require_safe
def reference_example_list(request):
    """All of them, or those of one proposal: ?proposition=12."""
    examples = list(ReferenceExample.objects.published().with_proposals())
    asked = request.GET.get("proposition", "")
    chosen = [e for e in examples if asked in {str(p.number) for p in e.proposals.all()}] if asked else examples
    context = {"examples": chosen, "is_filtered": bool(asked), "freshness": freshness(chosen), "trail": LIST}
    return render(request, "proposals/reference_example_list.html", context | {"current": "Vu ailleurs"})


@require_safe
def reference_example_detail(request, reference):
    shown = ReferenceExample.objects.published().with_proposals()
    example = get_object_or_404(shown, reference=reference)
    context = {"example": example, "freshness": freshness([example]), "trail": REFERENCE, "current": example}
    return render(request, "proposals/reference_example_detail.html", context)


@require_safe
def reference_example_photo(request, reference):
    """The photo of a public page, and only while it is public."""
    example = get_object_or_404(ReferenceExample.objects.published().exclude(photo=""), reference=reference)
    try:
        return photo_response(request, example.photo)
    except OSError as error:
        raise Http404 from error
