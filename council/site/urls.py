from django.urls import path

from council.site import views

app_name = "council"

urlpatterns = [
    path("le-conseil/actions/", views.action_list, name="action_list"),
    path("le-conseil/voisins/", views.neighbour_list, name="neighbour_list"),
    path("le-conseil/partenaires/", views.partner_list, name="partner_list"),
    path("contact/", views.contact_create, name="contact_create"),
    path("contact/merci/", views.contact_thanks, name="contact_thanks"),
    path("glossaire/", views.glossary_list, name="glossary_list"),
    path("aide/", views.help_detail, name="help_detail"),
    path("mentions-legales/", views.legal_detail, name="legal_detail"),
    path("donnees-personnelles/", views.privacy_detail, name="privacy_detail"),
    path("accessibilite/", views.accessibility_detail, name="accessibility_detail"),
    path("pages/<slug:reference>/", views.page_detail, name="page_detail"),
]
