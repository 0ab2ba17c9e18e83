"""Answers to the questions that a film stops for: facts, so triggers refuse UPDATE and DELETE."""

from django.db import models

from courses.models.activity import Activity
from courses.models.enrolment import Enrolment


class FilmAnswer(models.Model):
    """One answer as graded when it came; a second try is another row."""

    uuid = models.UUIDField(unique=True, help_text="Made by the client: a replay is harmless.")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="film_answers")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="film_answers")
    version = models.PositiveIntegerField(help_text="Of the activity: whose question and key it was.")
    question = models.UUIDField()
    chosen = models.JSONField(help_text="[option ids]")
    right = models.BooleanField()
    answered_at = models.DateTimeField(help_text="Server time.")

    class Meta:
        indexes = [
            # The trainer's page of a film: first answers to each of its questions.
            models.Index(fields=["activity", "question"], name="film_answers_by_question")
        ]
