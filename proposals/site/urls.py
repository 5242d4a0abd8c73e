from django.urls import path

from proposals.ideas import idea_views
from proposals.paper import print_views
from proposals.priorities import round_views
from proposals.site import reference_views, timeline_views, views

app_name = "proposals"

urlpatterns = [
    path("", views.proposal_list, name="proposal_list"),
    path("frise/", timeline_views.timeline_detail, name="timeline_detail"),
    path("priorites/", round_views.round_list, name="round_list"),
    path("priorites/<slug:reference>/", round_views.round_detail, name="round_detail"),
    path("priorites/<slug:reference>/voter/", round_views.round_vote, name="round_vote"),
    path("priorites/<slug:reference>/merci/", round_views.round_thanks, name="round_thanks"),
    path("idees/", idea_views.idea_list, name="idea_list"),
    path("idees/envoyer/", idea_views.idea_create, name="idea_create"),
    path("idees/suivre/", idea_views.idea_follow, name="idea_follow"),
    path("referentiel/", reference_views.reference_example_list, name="reference_example_list"),
    path("referentiel/<slug:reference>/", reference_views.reference_example_detail, name="reference_example_detail"),
    path(
        "referentiel/<slug:reference>/photo.webp",
        reference_views.reference_example_photo,
        name="reference_example_photo",
    ),
    path("dossier/", print_views.dossier_detail, name="dossier_detail"),
    path("dossier/preparer/", print_views.dossier_prepare, name="dossier_prepare"),
    path("dossier.pdf", print_views.dossier_file, name="dossier_file"),
    path("nouvelles.atom", print_views.news_feed, name="news_feed"),
    path("<int:number>/", views.proposal_detail, name="proposal_detail"),
    path("<int:number>/fiche.pdf", print_views.sheet_file, name="sheet_file"),
    path("<int:number>/affiche.pdf", print_views.poster_file, name="poster_file"),
    path("<int:number>/carte.png", print_views.card_file, name="card_file"),
]
