"""Banks, questions and quizzes for tests."""

from typing import Any
from uuid import uuid4

import factory

from assessments import kinds
from assessments.composition import Section
from assessments.models import Question, QuestionBank, QuestionImport, QuestionVersion, Quiz
from assessments.queries.questions import likeness_of
from assessments.services.quizzes import keep_section
from tests.factories.courses import START, ActivityFactory


class BankFactory(factory.django.DjangoModelFactory):
    """A bank of `questions` single choices, the first option right: `BankFactory(questions=8)`."""

    class Meta:
        model = QuestionBank
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Ngân hàng {n}")

    @factory.post_generation
    def questions(self: QuestionBank, create: bool, extracted: int | None, **kwargs: object) -> None:
        for number in range(8 if extracted is None else extracted):
            QuestionFactory(bank=self, text=f"Câu hỏi {number}?")


class QuestionFactory(factory.django.DjangoModelFactory):
    """`QuestionFactory(options="+--")` makes three options of which the first is correct; `body=…` any other kind."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    bank = factory.SubFactory(BankFactory, questions=0)
    text = "Mật khẩu nào khó đoán nhất?"

    @factory.post_generation
    def options(self: Question, create: bool, extracted: str | None, **kwargs: object) -> None:
        options = [
            {"id": str(uuid4()), "text": f"Phương án {place}", "share": int(sign == "+")}
            for place, sign in enumerate(extracted or "+--")
        ]
        feedback = {"general": "Mật khẩu dài khó đoán hơn."}
        keep(self, {"kind": self.kind, "text": self.text, "options": options, "feedback": feedback})

    @factory.post_generation
    def body(self: Question, create: bool, extracted: dict[str, Any] | None, **kwargs: object) -> None:
        if extracted:
            keep(self, kinds.settled(extracted))


def keep(question: Question, body: dict[str, Any]) -> None:
    """The next version, even of a body the service would refuse."""
    number = question.version + 1
    QuestionVersion.objects.create(
        question=question, number=number, body=body, digest=kinds.digest(body), files={}
    )
    question.version, question.is_sound = number, not kinds.problems(body)
    question.kind, question.text = body["kind"], kinds.plain(body["text"])
    question.likeness = likeness_of(question.text)
    question.save()


class ImportFactory(factory.django.DjangoModelFactory):
    """A file of one question, looked at and not taken over."""

    class Meta:
        model = QuestionImport
        skip_postgeneration_save = True

    bank = factory.SubFactory(BankFactory, questions=0)
    file_name = "cau-hoi.txt"
    size = 20
    state = QuestionImport.State.CHECKED
    uploaded_at = START

    @factory.post_generation
    def rows(self: QuestionImport, create: bool, extracted: Any, **kwargs: object) -> None:
        body = {"kind": "true_false", "text": "1 < 2?", "points": 1, "right": True}
        self.rows.create(number=1, name="Một", kind="true_false", status="ready", body=body)


class QuizFactory(factory.django.DjangoModelFactory):
    """Five questions of eight, 60 % passes, no limit; `bank=…, draw=3` or `sections=[Section(…), …]` ask otherwise."""

    class Meta:
        model = Quiz

    activity = factory.SubFactory(ActivityFactory, kind="quiz", title="Kiểm tra cuối khóa")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Quiz:
        asked = kwargs.pop("sections", None)
        bank, draw = kwargs.pop("bank", None), kwargs.pop("draw", 5)
        quiz: Quiz = super()._create(model_class, *args, **kwargs)
        for place, section in enumerate(asked or [Section(bank=bank or BankFactory(), draw=draw)], start=1):
            keep_section(quiz, section, place)
        return quiz


def bank_of(quiz: Quiz) -> QuestionBank:
    """Where its first section draws from."""
    return QuestionBank.objects.get(sections__quiz=quiz, sections__position=1)


def draw_from(quiz: Quiz, bank: QuestionBank, number: int) -> None:
    """Let its first section draw so many questions from another bank."""
    quiz.sections.filter(position=1).update(bank=bank, draw=number)
