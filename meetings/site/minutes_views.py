from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from meetings.models import Attachment, Minutes
from meetings.models.proceedings import proceedings_of
from meetings.paper.print_data import link_data, minutes_data
from meetings.site.views import render_page
from publishing.paper.pdf import make_pdf, pdf_response
from publishing.words.rich_text import render_html


@require_safe
def minutes_list(request):
    minutes = list(Minutes.objects.public().with_meeting().newest_first())
    return render_page(request, "meetings/minutes_list.html", "Comptes rendus", {"minutes_list": minutes})


@require_safe
def minutes_detail(request, reference):
    minutes = _public(reference)
    return minutes_page(request, minutes, minutes.meeting.attachments.public())


@require_safe
def minutes_sheet(request, reference):
    return minutes_pdf(_public(reference))


@require_safe
def attachment_download(request, reference, pk):
    """A document of a published meeting that somebody chose to show; anything else does not exist."""
    document = get_object_or_404(Attachment.objects.public(), meeting__reference=reference, pk=pk)
    return attachment_response(document)


def minutes_page(request, minutes, attachments, preview=False):
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "body": render_html(minutes.body),
        "proceedings": proceedings_of(minutes.meeting),
        "attachments": attachments,
        "preview": preview,
    }
    trail = [(minutes.meeting.title, minutes.meeting.get_absolute_url())]
    return render_page(request, "meetings/minutes_detail.html", "Compte rendu", context, trail)


def minutes_pdf(minutes):
    data = minutes_data(minutes, proceedings_of(minutes.meeting)) | link_data(minutes.get_absolute_url())
    name = f"compte-rendu-{minutes.meeting.reference}.pdf"
    return pdf_response(make_pdf("meetings/minutes.typ", data, title=str(minutes)), name)


def attachment_response(document):
    """Given to keep, never to run: the strict policy keeps any file from acting as a page."""
    try:
        stored = document.file.open("rb")
    except OSError as error:
        raise Http404 from error
    name = f"{slugify(document.title) or 'document'}.{document.extension}"
    response = FileResponse(stored, as_attachment=True, filename=name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-cache"
    return response


def _public(reference):
    return get_object_or_404(Minutes.objects.public().with_meeting(), meeting__reference=reference)
