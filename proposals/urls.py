from django.urls import path

from proposals import round_views, views

app_name = "proposals"

urlpatterns = [
    path("", views.proposal_list, name="proposal_list"),
    path("priorites/", round_views.round_list, name="round_list"),
    path("priorites/<slug:reference>/", round_views.round_detail, name="round_detail"),
    path("priorites/<slug:reference>/voter/", round_views.round_vote, name="round_vote"),
    path("priorites/<slug:reference>/merci/", round_views.round_thanks, name="round_thanks"),
    path("<int:number>/", views.proposal_detail, name="proposal_detail"),
]
