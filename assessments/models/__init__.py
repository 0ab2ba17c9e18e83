"""Question banks, quizzes and attempts whose paper is frozen at the start."""

from assessments.models.attempt import AnswerFile, Attempt, AttemptAnswer, PastResult
from assessments.models.bank import QuestionBank, QuestionCategory, QuestionTag
from assessments.models.question import Question, QuestionFile, QuestionVersion
from assessments.models.quiz import Quiz
from assessments.models.regrade import Regrade, RegradeChange

__all__ = [
    "AnswerFile",
    "Attempt",
    "AttemptAnswer",
    "PastResult",
    "Question",
    "QuestionBank",
    "QuestionCategory",
    "QuestionFile",
    "QuestionTag",
    "QuestionVersion",
    "Quiz",
    "Regrade",
    "RegradeChange",
]
