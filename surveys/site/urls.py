from django.urls import path

from publishing.words.language import in_every_language
from surveys.site import result_views, views

app_name = "surveys"

urlpatterns = [
    in_every_language(
        path("questionnaire/", views.survey_current, name="survey_current"),
        path("questionnaire/<slug:reference>/", views.survey_answer, name="survey_answer"),
        path("questionnaire/<slug:reference>/merci/", views.survey_thanks, name="survey_thanks"),
    ),
    path("resultats/", result_views.result_list, name="result_list"),
    path("resultats/<slug:reference>/", result_views.result_detail, name="result_detail"),
    path("resultats/<slug:reference>/question-<int:number>/", result_views.result_question, name="result_question"),
    path("resultats/<slug:reference>/donnees.<str:extension>", result_views.result_file, name="result_file"),
    path(
        "resultats/<slug:reference>/dictionnaire.<str:extension>",
        result_views.result_dictionary,
        name="result_dictionary",
    ),
]
