"""The page of «Demander le retrait», the same in every room that shows photos."""

from django.http import Http404
from django.shortcuts import render

from accounts.pacing.visitor_address import visitor_address
from council.mail import removal_mail
from council.site.once_form import thanked


def removal_page(request, photos, key, *, form_class, thanks: str, trail: list):
    """`photos`: those a visitor may see, each with its `page`; `thanks`: the name of the page that follows."""
    photo = photos.filter(key=key).first() or _already_hidden(photos.model, key)
    if photo is None:
        raise Http404
    if photo.is_quarantined and request.method != "POST":
        return render(request, "publishing/photo_removed.html", {"trail": trail, "is_gone": True}, status=410)
    form = form_class(request.POST if request.method == "POST" else None, photo=photo, sender=visitor_address(request))
    if form.is_valid():
        demand, is_new = form.save()
        if is_new and not form.photo.is_quarantined:
            removal_mail.send(demand)
        thanks = thanked(thanks, demand)
        thanks["Location"] += "" if form.photo.is_quarantined else "&attend" if "?" in thanks.url else "?attend"
        return thanks
    context = {"form": form, "photo": photo, "trail": trail, "asks_first": form.asks_first}
    return render(request, "publishing/photo_remove.html", context, status=form.status)


def _already_hidden(photos, key):
    """Gone since the page was opened: what the person writes is kept, and nothing of the photo is shown again."""
    return photos.objects.filter(key=key, is_quarantined=True).first()
