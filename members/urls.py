from django.urls import path

from members import views
from publishing.language import in_every_language

app_name = "members"

urlpatterns = [
    path("trombinoscope/", views.member_list, name="member_list"),
    path("trombinoscope/<slug:reference>/", views.member_detail, name="member_detail"),
    path("trombinoscope/<slug:reference>/photo/", views.portrait_detail, name="portrait_detail"),
    in_every_language(
        path("nous-rejoindre/", views.candidacy_create, name="candidacy_create"),
        path("nous-rejoindre/merci/", views.candidacy_thanks, name="candidacy_thanks"),
    ),
]
