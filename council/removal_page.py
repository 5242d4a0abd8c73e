"""The page of «Demander le retrait», the same in every room that shows photos."""

from django.shortcuts import get_object_or_404, redirect, render


def removal_page(request, photos, key, *, form_class, thanks: str, trail: list):
    """`photos`: those a visitor may see, each with its `page`; `thanks`: the name of the page that follows."""
    requests = form_class.Meta.model.objects
    if requests.has_received(request.POST.get("token", ""), key):
        return redirect(thanks)
    photo = get_object_or_404(photos, key=key)
    form = form_class(request.POST if request.method == "POST" else None, photo=photo)
    if form.is_valid():
        form.save()
        return redirect(thanks)
    context = {"form": form, "photo": photo, "trail": trail}
    return render(request, "publishing/photo_remove.html", context, status=422 if form.errors else 200)
