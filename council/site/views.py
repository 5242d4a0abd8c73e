from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from council.mail import contact_mail
from council.models import Action, GlossaryTerm, NeighbourItem, Page, Partner, SiteIdentity
from council.retention import MONTHS_OF_SERVER_LOG
from council.rules.grouping import by_kind
from council.site.forms import ContactForm
from publishing.dates.freshness import freshness
from publishing.forms.public_form import thanked
from publishing.forms.public_form_view import public_form
from publishing.pacing.visitor_address import visitor_address
from publishing.words.alphabet import by_initial

THE_COUNCIL = [("Le Conseil", reverse_lazy("council_detail"))]
MOST_NEWS = 30
CONTACT = [("Nous écrire", reverse_lazy("council:contact_create"))]


@require_safe
def action_list(request):
    actions = list(Action.objects.published().in_order())
    context = {"groups": by_kind(actions, Action.Kind), "freshness": freshness(actions), "trail": THE_COUNCIL}
    return render(request, "council/action_list.html", context)


@require_safe
def partner_list(request):
    partners = list(Partner.objects.published())
    context = {"groups": by_kind(partners, Partner.Kind), "freshness": freshness(partners), "trail": THE_COUNCIL}
    return render(request, "council/partner_list.html", context)


@require_safe
def neighbour_list(request):
    partners = list(Partner.objects.published().filter(kind__in=[Partner.Kind.COUNCIL, Partner.Kind.NETWORK]))
    context = {
        "groups": by_kind(partners, Partner.Kind),
        "items": NeighbourItem.objects.of_public_partners()[:MOST_NEWS],
        "freshness": freshness(partners),
        "trail": THE_COUNCIL,
    }
    return render(request, "council/neighbour_list.html", context)


@public_form
def contact_create(request):
    data = request.POST if request.method == "POST" else None
    form = ContactForm(data, sender=visitor_address(request), initial={"subject": request.GET.get("sujet", "")})
    if form.is_valid():
        message, is_new = form.save()
        if is_new:
            contact_mail.send(message)
        return thanked("council:contact_thanks", message, is_new=is_new)
    return render(request, "council/contact_create.html", {"form": form}, status=form.status)


@require_safe
def contact_thanks(request):
    context = {"trail": CONTACT, "was_corrected": "corrige" in request.GET, "was_stored_before": "deja" in request.GET}
    return render(request, "council/contact_thanks.html", context)


@require_safe
def glossary_list(request):
    terms = GlossaryTerm.objects.published()
    return render(request, "council/glossary_list.html", {"letters": by_initial(terms)})


@require_safe
def help_detail(request):
    return _page_with_a_view(request, "aide", "council/help_detail.html")


@require_safe
def legal_detail(request):
    identity, page = SiteIdentity.load(), Page.objects.published_as("mentions-legales")
    context = {"site": identity, "page": page, "freshness": freshness(filter(None, [identity, page]))}
    return render(request, "council/legal_detail.html", context)


@require_safe
def privacy_detail(request):
    hours = settings.SESSION_COOKIE_AGE // 3600
    facts = {"session_hours": hours, "log_months": MONTHS_OF_SERVER_LOG}
    return _page_with_a_view(request, "donnees-personnelles", "council/privacy_detail.html", **facts)


@require_safe
def accessibility_detail(request):
    return render(request, "council/accessibility_detail.html")


@require_safe
def page_detail(request, reference):
    page = Page.objects.published_as(reference)
    if page is None:
        raise Http404
    if page.get_absolute_url() != request.path:
        return redirect(page)
    return render(request, "council/page_detail.html", {"page": page, "freshness": freshness([page])})


def _page_with_a_view(request, reference, template, **facts):
    """A page that exists whatever is written: the council's words come in addition."""
    page = Page.objects.published_as(reference)
    return render(request, template, {"page": page, "freshness": freshness([page] if page else []), **facts})
