from django.urls import path

from surveys import views

app_name = "surveys"

urlpatterns = [
    path("questionnaire/", views.survey_current, name="survey_current"),
    path("questionnaire/<slug:reference>/", views.survey_answer, name="survey_answer"),
    path("questionnaire/<slug:reference>/merci/", views.survey_thanks, name="survey_thanks"),
    path("resultats/", views.result_list, name="result_list"),
    path("resultats/<slug:reference>/", views.result_detail, name="result_detail"),
]
