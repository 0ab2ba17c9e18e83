"""Question banks, quizzes and attempts whose paper is frozen at the start."""

from assessments.models.attempt import AnswerFile, Attempt, AttemptAnswer, PastResult
from assessments.models.bank import QuestionBank, QuestionCategory, QuestionTag
from assessments.models.importing import ImportedQuestion, QuestionImport
from assessments.models.question import Question, QuestionFile, QuestionVersion
from assessments.models.quiz import Quiz

__all__ = [
    "AnswerFile",
    "Attempt",
    "AttemptAnswer",
    "ImportedQuestion",
    "PastResult",
    "Question",
    "QuestionBank",
    "QuestionCategory",
    "QuestionFile",
    "QuestionImport",
    "QuestionTag",
    "QuestionVersion",
    "Quiz",
]
