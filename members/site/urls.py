from django.urls import path

from members.site.views import commissions, directory, draws, prints, recruitment
from publishing.words.language import in_every_language

app_name = "members"

urlpatterns = [
    path("trombinoscope/", directory.member_list, name="member_list"),
    path("trombinoscope/<slug:reference>/", directory.member_detail, name="member_detail"),
    path("trombinoscope/<slug:reference>/photo/<int:width>/", directory.portrait_detail, name="portrait_detail"),
    path("commissions/<slug:reference>/", commissions.commission_detail, name="commission_detail"),
    path("nous-rejoindre/affiche-<paper:size>.pdf", prints.call_poster, name="call_poster"),
    path("nous-rejoindre/tirages/", draws.draw_list, name="draw_list"),
    path("nous-rejoindre/tirages/<slug:reference>/", draws.draw_detail, name="draw_detail"),
    path("nous-rejoindre/<slug:way>/papier.pdf", prints.candidacy_paper, name="candidacy_paper"),
    in_every_language(
        path("nous-rejoindre/", recruitment.candidacy_choose, name="candidacy_create"),
        path("nous-rejoindre/merci/", recruitment.candidacy_thanks, name="candidacy_thanks"),
        path("nous-rejoindre/<slug:way>/", recruitment.candidacy_create, name="candidacy_create"),
    ),
]
