import pytest
from django.urls import path

from clos_portal import urls

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def crash(request):
    raise RuntimeError("planned")


urlpatterns = [*urls.urlpatterns, path("panne/", crash)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

REQUESTS = {
    "page": (200, "get", "/", {}),
    "redirect without the final slash": (301, "get", "/agenda", {}),
    "foreign host": (400, "get", "/", {"HTTP_HOST": "mechant.example"}),
    "post without its cookie": (403, "post", "/admin/login/", {}),
    "post from another site": (403, "post", "/contact/", {"HTTP_ORIGIN": "https://a.example"}),
    "nothing here": (404, "get", "/nulle-part/", {}),
    "method that no view serves": (405, "generic", "/", {}),
    "body too large": (413, "post", "/contact/", {"CONTENT_LENGTH": "4000000"}),
    "crash": (500, "get", "/panne/", {}),
    "style sheet": (200, "get", "/static/css/tokens.css", {}),
    "calendar": (200, "get", "/agenda/calendrier.ics", {}),
    "health": (200, "get", "/sante/", {}),
    "robots": (200, "get", "/robots.txt", {}),
    "login": (200, "get", "/admin/login/", {}),
}


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("name", REQUESTS)
def test_every_response_carries_every_header(client_that_checks_csrf, name):
    status, method, address, extra = REQUESTS[name]
    arguments = ("TRACE", address) if method == "generic" else (address,)
    response = getattr(client_that_checks_csrf, method)(*arguments, **extra)
    assert response.status_code == status
    assert {header: response.headers.get(header) for header in EXPECTED} == EXPECTED
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "data:" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_methods_that_no_view_serves_are_refused(client, method):
    assert client.generic(method, "/").status_code == 405


@pytest.mark.django_db
def test_a_page_that_is_only_read_refuses_a_post(client):
    assert client.post("/").status_code == 405


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    "name",
    ["foreign host", "post without its cookie", "post from another site", "nothing here", "body too large", "crash"],
)
def test_errors_wear_the_same_clothes_and_speak_french(client_that_checks_csrf, name):
    _, method, address, extra = REQUESTS[name]
    page = getattr(client_that_checks_csrf, method)(address, **extra).content.decode()
    assert '<html lang="fr"' in page and page.count("<h1") == 1 and "Conseil Citoyen des Clos" in page
    assert "planned" not in page and "Traceback" not in page


@pytest.mark.django_db
def test_a_visitor_who_only_reads_gets_no_cookie(client):
    for address in [
        "/",
        "/le-conseil/",
        "/trombinoscope/",
        "/agenda/",
        "/propositions/",
        "/resultats/",
        "/recherche/?q=jardin",
    ]:
        assert not client.get(address).cookies, address


@pytest.mark.parametrize("name", ["x" * 5000, "é" * 200 + ".webp", "dossier/../" * 400])
def test_a_photo_whose_name_no_disk_can_hold_does_not_exist(client, name):
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.django_db
def test_a_length_that_is_not_a_number_is_no_length(client):
    assert client.post("/contact/", {}, CONTENT_LENGTH="²").status_code < 500
