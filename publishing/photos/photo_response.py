"""Hands out a private picture, asked again at each visit: what is withdrawn disappears at once, from browsers too."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response

FILE_POLICY = "sandbox; default-src 'none'"


def photo_response(request, stored, width: int | None = None, filename: str = "photo.webp"):
    """`stored`: a single file, or with a width the copies of a RenditionsField; KeyError: a width that is not made."""
    etag = f'"{stored.name}-{width}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        file = stored.open() if width is None else stored.open_at(width)
        response = FileResponse(file, content_type="image/webp", filename=filename)
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    response["Content-Security-Policy"] = FILE_POLICY
    return response


def photo_or_404(request, photos, key, width: int):
    """`photos`: those that the visitor may see."""
    photo = get_object_or_404(photos.exclude(copies=""), key=key)
    try:
        return photo_response(request, photo.copies, width)
    except (KeyError, FileNotFoundError) as error:
        raise Http404 from error
