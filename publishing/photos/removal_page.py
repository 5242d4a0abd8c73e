"""«Demander le retrait»: one message, and the photo is gone from the site before anybody reads it.

Who asks for many photos in a day only asks: the council decides in minutes, so that nobody can empty the site.
"""

from django.conf import settings
from django.forms import modelform_factory
from django.http import Http404
from django.shortcuts import render

from publishing.forms.public_form import thanked
from publishing.pacing.visitor_address import visitor_address
from publishing.photos.removal_form import RemovalForm

ASKED = "Une photo attend votre décision"
WORDS = """\
Quelqu’un demande le retrait d’une photo. Elle est encore sur le site\u00a0: trop de demandes sont venues du même
endroit aujourd’hui. Regardez celle-ci maintenant, et retirez la photo si la demande est juste\u00a0:
{address}
"""


def removal_page(request, photos, key, *, thanks: str, trail: list, tell):
    """`photos`: those a visitor may see, each with its `page`; `thanks`: the name of the page that follows;
    `tell(subject, words)`: asks the council at once about a photo that did not leave by itself."""
    photo = photos.filter(key=key).first() or _already_hidden(photos.model, key)
    if photo is None:
        raise Http404
    if photo.is_quarantined and request.method != "POST":
        return render(request, "publishing/photo_removed.html", {"trail": trail, "is_gone": True}, status=410)
    form_class = modelform_factory(photos.model.removal_requests.rel.related_model, RemovalForm)
    data = request.POST if request.method == "POST" else None
    form = form_class(data, known={"photo": photo}, sender=visitor_address(request))
    if form.is_valid():
        demand, is_new = form.save()
        if is_new and not photo.is_quarantined:
            tell(ASKED, WORDS.format(address=_desk_of(demand)))
        thanks = thanked(thanks, demand)
        thanks["Location"] += "" if photo.is_quarantined else "&attend" if "?" in thanks.url else "?attend"
        return thanks
    context = {"form": form, "photo": photo, "trail": trail, "asks_first": form.asks_first}
    return render(request, "publishing/photo_remove.html", context, status=form.status)


def removal_thanks(request, *, trail: list):
    context = {"trail": trail, "was_corrected": "corrige" in request.GET, "waits": "attend" in request.GET}
    return render(request, "publishing/photo_removed.html", context)


def _desk_of(demand) -> str:
    return f"{settings.SITE_URL}/admin/{demand._meta.app_label}/{demand._meta.model_name}/"


def _already_hidden(photos, key):
    """Gone since the page was opened: what the person writes is kept, and nothing of the photo is shown again."""
    return photos.objects.filter(key=key, is_quarantined=True).first()
