from django.urls import path, re_path

from meetings import views

app_name = "meetings"

urlpatterns = [
    path("", views.meeting_list, name="meeting_list"),
    path("calendrier.ics", views.meeting_feed, name="meeting_feed"),
    path("mois/", views.meeting_month_latest, name="meeting_month_latest"),
    re_path(r"^(?P<year>[0-9]{4})/(?P<month>0[1-9]|1[0-2])/$", views.meeting_month, name="meeting_month"),
    path("<slug:reference>.ics", views.meeting_download, name="meeting_download"),
    path("<slug:reference>/", views.meeting_detail, name="meeting_detail"),
]
