from django.urls import path

from proposals import views

app_name = "proposals"

urlpatterns = [
    path("", views.proposal_list, name="proposal_list"),
    path("<int:number>/", views.proposal_detail, name="proposal_detail"),
]
