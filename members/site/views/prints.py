from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from council.models import SiteIdentity
from members.models import Mandate
from members.paper.print_data import call_of, paper_of
from members.rules.way_in import WAYS
from members.site.forms import CandidacyForm
from publishing.dates.written_day import written_day
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf, pdf_response
from publishing.paper.qr_code import qr_svg


@require_safe
def candidacy_paper(request, way):
    if way not in WAYS:
        raise Http404
    identity, chosen = SiteIdentity.load(), WAYS[way]
    form = CandidacyForm(college=chosen.college)
    data = paper_of(form, chosen, email=identity.email)
    data |= link_to("members:candidacy_create", way)
    title = f"Rejoindre le Conseil\u00a0: {chosen.words}"
    return pdf_response(make_pdf("members/candidacy_paper.typ", data, title=title), f"rejoindre-le-conseil-{way}.pdf")


@require_safe
def call_poster(request, size):
    today, identity = timezone.localdate(), SiteIdentity.load()
    data = call_of(Mandate.objects.composition(today)) | {"size": size, "email": identity.email}
    data |= {"baseline": identity.baseline}
    data |= link_to("members:candidacy_create") | {"day": written_day(today)}
    title = f"Nous cherchons {data['people']}"
    return pdf_response(make_pdf("members/call_poster.typ", data, title=title), f"nous-cherchons-{size}.pdf")


def link_to(name, *arguments):
    """The address to print: short in letters, whole in the code to photograph."""
    path = reverse(name, args=arguments)
    return {"address": short(path), "qr": qr_svg(absolute(path))}
