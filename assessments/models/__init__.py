"""Question banks, quizzes and attempts whose paper is frozen at the start."""

from assessments.models.accommodation import Accommodation
from assessments.models.appeal import Appeal
from assessments.models.attempt import AnswerFile, Attempt, AttemptAnswer, PastResult
from assessments.models.bank import QuestionBank, QuestionCategory, QuestionTag
from assessments.models.counted import PaperFigures, QuestionFigures, QuizCount, Which
from assessments.models.importing import ImportedQuestion, QuestionImport
from assessments.models.late import LateAnswer
from assessments.models.marking import HandMark, Marker, MarkingRule, MarkingTask
from assessments.models.of_class import ClassScore, ClassSurvey, ClassTests, When
from assessments.models.question import Question, QuestionFile, QuestionVersion
from assessments.models.quiz import ChosenQuestion, Quiz, QuizSection
from assessments.models.regrade import Regrade, RegradeChange
from assessments.models.survey import (
    Survey,
    SurveyBatch,
    SurveyContact,
    SurveyResponse,
    SurveyState,
    SurveyTicket,
    SurveyVersion,
    SurveyVoid,
)

__all__ = [
    "Accommodation",
    "AnswerFile",
    "Appeal",
    "Attempt",
    "AttemptAnswer",
    "ChosenQuestion",
    "ClassScore",
    "ClassSurvey",
    "ClassTests",
    "HandMark",
    "ImportedQuestion",
    "LateAnswer",
    "Marker",
    "MarkingRule",
    "MarkingTask",
    "PaperFigures",
    "PastResult",
    "Question",
    "QuestionBank",
    "QuestionCategory",
    "QuestionFigures",
    "QuestionFile",
    "QuestionImport",
    "QuestionTag",
    "QuestionVersion",
    "Quiz",
    "QuizCount",
    "QuizSection",
    "Regrade",
    "RegradeChange",
    "Survey",
    "SurveyBatch",
    "SurveyContact",
    "SurveyResponse",
    "SurveyState",
    "SurveyTicket",
    "SurveyVersion",
    "SurveyVoid",
    "When",
    "Which",
]
