"""The public addresses, before Wagtail's catch-all; they are also the pages' places in the tree."""

from django.urls import path

from content.views import catalogue, materials, transcript, tutorial, villagers

urlpatterns = [
    path("", villagers.home, name="home"),
    path("tim/", villagers.search, name="search"),
    path("huong-dan/", villagers.tutorials, name="tutorials"),
    path("huong-dan/chu-de/<slug:slug>/", villagers.topic, name="tutorial_topic"),
    path("huong-dan/<slug:slug>/", tutorial.tutorial, name="tutorial"),
    path("huong-dan/<slug:slug>/loi-thoai/", transcript.tutorial_transcript, name="tutorial_transcript"),
    path("hoc/<uuid:activity>/loi-thoai/", transcript.lesson_transcript, name="lesson_transcript"),
    path("tai-lieu/", materials.materials, name="materials"),
    path("tai-lieu/<slug:slug>/", materials.material, name="material"),
    path("khoa-hoc/", catalogue.catalogue, name="catalogue"),
    path("khoa-hoc/<slug:slug>/", catalogue.course, name="course"),
    path("khoa-hoc/<slug:slug>/<slug:lesson>/", catalogue.lesson, name="course_lesson"),
]
