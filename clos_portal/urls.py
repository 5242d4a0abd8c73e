from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe

from clos_portal.site import calendar, component_views, health, open_data, views, wellknown
from clos_portal.site.media import media_file
from clos_portal.site.sitemaps import SITEMAPS
from publishing.words.language import in_every_language

urlpatterns = [
    in_every_language(path("", views.home, name="home")),
    path("le-conseil/", views.council_detail, name="council_detail"),
    path("calendrier/", calendar.calendar_list, name="calendar_list"),
    re_path(r"^calendrier/(?P<name>tout|vie-du-quartier)\.ics$", calendar.calendar_feed, name="calendar_feed"),
    path("recherche/", views.search_list, name="search"),
    path("plan-du-site/", views.site_map, name="site_map"),
    path("donnees-ouvertes/", open_data.open_data, name="open_data"),
    re_path(
        r"^donnees-ouvertes/(?P<name>[a-z]+)\.(?P<extension>[a-z.]+)$", open_data.open_data_file, name="open_data_file"
    ),
    path("donnees-ouvertes/<slug:name>/schema.json", open_data.open_data_schema, name="open_data_schema"),
    path("", include("council.site.urls")),
    path("", include("members.site.urls")),
    path("agenda/", include("meetings.site.urls")),
    path("vie-du-quartier/", include("events.urls")),
    path("marches/", include("walks.site.urls")),
    path("propositions/", include("proposals.site.urls")),
    path("", include("surveys.site.urls")),
    path("", include("clos_portal.site.poster_urls")),
    path("sante/", health.health, name="health"),
    re_path(r"^sante/pret/?$", health.readiness, name="readiness"),
    path("robots.txt", wellknown.robots, name="robots"),
    path("favicon.ico", wellknown.favicon, name="favicon"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("admin/composants/", component_views.component_gallery, name="component_gallery"),
    path("admin/", admin.site.urls),
    re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.+)$", media_file, name="media_file"),
]

handler400 = "clos_portal.site.error_views.bad_request"
handler403 = "clos_portal.site.error_views.forbidden"
handler404 = "clos_portal.site.error_views.not_found"
handler500 = "clos_portal.site.error_views.server_error"
