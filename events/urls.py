from django.urls import path

from events import views

app_name = "events"

urlpatterns = [
    path("", views.event_list, name="event_list"),
    path("actualites.atom", views.event_feed, name="event_feed"),
    path("photos/<uuid:key>/<int:width>.webp", views.photo_detail, name="photo_detail"),
    path("photos/<uuid:key>/retrait/", views.photo_remove, name="photo_remove"),
    path("photos/retiree/", views.photo_removed, name="photo_removed"),
    path("<slug:reference>/", views.event_detail, name="event_detail"),
]
