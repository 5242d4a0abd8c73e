import re

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.translation import get_language_from_path, override

from clos_portal.requests.log_lines import CURRENT, Trace

# The pages that take several photos in one request, for who has no script.
PHOTO_PAGE = re.compile(r"^/admin/.+/photos/ajouter/$")
PHOTOS_AT_ONCE = 10
GO_ON = "imprimer"  # in the address of a document: the warning was read
ALLOWED_METHODS = ["GET", "HEAD", "POST"]


class RequestTrace:
    """Gives each request the number that its lines carry in the log, and says of which nothing is written."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        CURRENT.set(Trace.of(request.method, request.path))
        return self.get_response(request)


class ResponseHeaders:
    """The isolation headers that no library adds: nothing of ours is for another site, nor the reverse."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response


class LanguageOfTheAddress:
    """«/ar/…» is in Arabic, any other address in French: no cookie, no header of the browser, the same page for all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


class RequestLimits:
    """Refuses, before reading anything, the methods no view serves (405) and bodies that are too large (413)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ALLOWED_METHODS:
            return HttpResponseNotAllowed(ALLOWED_METHODS)
        if _content_length(request) > _limit(request):
            return TemplateResponse(request, "413.html", status=413).render()
        return self.get_response(request)


class PrintedLetters:
    """Before a document is printed without some of its letters, a page names them; whoever reads it may go on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        letters = getattr(response, "missing_letters", "")
        if not letters or request.method != "GET" or GO_ON in request.GET:
            return response
        context = {"letters": list(letters), "address": _going_on(request)}
        page = TemplateResponse(request, "printed_letters.html", context)
        page["Cache-Control"] = "no-cache"
        return page.render()


def _going_on(request) -> str:
    asked = request.GET.copy()
    asked[GO_ON] = "1"
    return f"{request.path}?{asked.urlencode()}"


class NamesOnly(FileUploadHandler):
    """Reads the name of each file and throws its content away."""

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return SimpleUploadedFile(self.file_name, b"")


class NoFileFromStrangers:
    """Of who is not logged in no file reaches the disk. The words stay: they may be those of a session that ended."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _sends_files(request) and not request.user.is_authenticated:
            request.upload_handlers = [NamesOnly(request)]
        return self.get_response(request)


def _sends_files(request) -> bool:
    return request.path.startswith("/admin/") and (request.content_type or "").startswith("multipart/")


def _content_length(request) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _limit(request) -> int:
    """The back office receives photos; the public forms receive text."""
    return (
        PHOTOS_AT_ONCE * settings.MAX_PHOTO_BYTES + settings.MAX_BODY_BYTES
        if PHOTO_PAGE.match(request.path)
        else settings.MAX_PHOTO_BYTES + settings.MAX_BODY_BYTES
        if request.path.startswith("/admin/")
        else settings.MAX_BODY_BYTES
    )
