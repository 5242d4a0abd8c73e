from django.urls import path

from walks.site import views

app_name = "walks"

urlpatterns = [
    path("", views.walk_list, name="walk_list"),
    path("retour/merci/", views.report_thanks, name="report_thanks"),
    path("photos/<uuid:key>/<int:width>.webp", views.photo_detail, name="photo_detail"),
    path("photos/<uuid:key>/retrait/", views.photo_remove, name="photo_remove"),
    path("photos/retiree/", views.photo_removed, name="photo_removed"),
    path("<slug:reference>/", views.walk_detail, name="walk_detail"),
    path("<slug:reference>/avant-apres/", views.walk_compare, name="walk_compare"),
    path("<slug:reference>/affiche-<paper:size>.pdf", views.walk_poster, name="walk_poster"),
    path("<slug:reference>/observations/<int:number>/", views.observation_detail, name="observation_detail"),
    path("<slug:reference>/observations/<int:number>/retour/", views.report_create, name="report_create"),
]
