from django.urls import path

from clos_portal.site import poster_views

app_name = "posters"

urlpatterns = [
    path("resultats/<slug:reference>/affichettes/", poster_views.poster_list, name="poster_list"),
    path("resultats/<slug:reference>/affichettes/<int:number>/", poster_views.poster_detail, name="poster_detail"),
    path(
        "resultats/<slug:reference>/affichettes/<int:number>-<paper:size>.pdf",
        poster_views.poster_file,
        name="poster_file",
    ),
    path("resultats/<slug:reference>/affichettes-<paper:size>.pdf", poster_views.poster_file, name="poster_set"),
    path("a/<int:survey_id>/<int:number>/", poster_views.poster_short, name="poster_short"),
]
