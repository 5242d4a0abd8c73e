from django.urls import path

from members.views import directory, recruitment

app_name = "members"

urlpatterns = [
    path("trombinoscope/", directory.member_list, name="member_list"),
    path("trombinoscope/<slug:reference>/", directory.member_detail, name="member_detail"),
    path("trombinoscope/<slug:reference>/photo/<int:width>/", directory.portrait_detail, name="portrait_detail"),
    path("nous-rejoindre/", recruitment.candidacy_create, name="candidacy_create"),
    path("nous-rejoindre/merci/", recruitment.candidacy_thanks, name="candidacy_thanks"),
]
