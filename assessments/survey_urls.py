"""Surveys for anyone, and for learners about their own courses."""

from django.urls import path

from assessments.views.surveys import own, public

urlpatterns = [
    path("phieu/<slug:code>/", public.survey, name="survey"),
    path("phieu/<slug:code>/cam-on/", public.thanks, name="survey_thanks"),
    path("phieu/<slug:code>/ket-qua/", public.results, name="survey_public_results"),
    path("cua-toi/y-kien/", own.asked, name="survey_asked"),
    path("cua-toi/y-kien/<uuid:enrolment>/<slug:code>/", own.answer_about, name="survey_own"),
]
