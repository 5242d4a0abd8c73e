from django.urls import path, re_path

from meetings.paper import prints
from meetings.site import feeds, minutes_views, views

app_name = "meetings"

urlpatterns = [
    path("", views.meeting_list, name="meeting_list"),
    path("mois/", views.meeting_month_latest, name="meeting_month_latest"),
    re_path(r"^(?P<year>[0-9]{4})/(?P<month>0[1-9]|1[0-2])/$", views.meeting_month, name="meeting_month"),
    path("abonnement/", views.subscription_detail, name="subscription_detail"),
    path("calendrier.ics", feeds.meeting_feed, name="meeting_feed"),
    path("plenieres.ics", feeds.plenary_feed, name="plenary_feed"),
    path("commissions/<slug:reference>.ics", feeds.commission_feed, name="commission_feed"),
    path("comptes-rendus/", minutes_views.minutes_list, name="minutes_list"),
    path("comptes-rendus.atom", feeds.minutes_feed, name="minutes_feed"),
    path("affiche.pdf", prints.agenda_poster, name="agenda_poster"),
    re_path(r"^saison-(?P<first>[0-9]{4})-(?P<last>[0-9]{4})\.pdf$", prints.season_sheet, name="season_sheet"),
    path("<slug:reference>.ics", feeds.meeting_download, name="meeting_download"),
    path("<slug:reference>/affiche-<handbill:size>.pdf", prints.meeting_poster, name="meeting_poster"),
    path("<slug:reference>/compte-rendu/", minutes_views.minutes_detail, name="minutes_detail"),
    path("<slug:reference>/compte-rendu.pdf", minutes_views.minutes_sheet, name="minutes_sheet"),
    path("<slug:reference>/documents/<int:pk>/", minutes_views.attachment_download, name="attachment_download"),
    path("<slug:reference>/", views.meeting_detail, name="meeting_detail"),
]
