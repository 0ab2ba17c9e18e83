"""Question banks, quizzes and attempts whose paper is frozen at the start."""

from assessments.models.appeal import Appeal
from assessments.models.attempt import AnswerFile, Attempt, AttemptAnswer, PastResult
from assessments.models.bank import QuestionBank, QuestionCategory, QuestionTag
from assessments.models.marking import HandMark, Marker, MarkingRule, MarkingTask
from assessments.models.question import Question, QuestionFile, QuestionVersion
from assessments.models.quiz import Quiz

__all__ = [
    "AnswerFile",
    "Appeal",
    "Attempt",
    "AttemptAnswer",
    "HandMark",
    "Marker",
    "MarkingRule",
    "MarkingTask",
    "PastResult",
    "Question",
    "QuestionBank",
    "QuestionCategory",
    "QuestionFile",
    "QuestionTag",
    "QuestionVersion",
    "Quiz",
]
