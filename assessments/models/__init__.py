"""Question banks, quizzes and attempts whose paper is frozen at the start."""

from assessments.models.attempt import Attempt, AttemptAnswer
from assessments.models.bank import Question, QuestionBank, QuestionOption
from assessments.models.quiz import Quiz

__all__ = ["Attempt", "AttemptAnswer", "Question", "QuestionBank", "QuestionOption", "Quiz"]
