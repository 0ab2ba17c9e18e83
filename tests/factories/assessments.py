"""Banks, questions and quizzes for tests."""

import factory

from assessments.models import Question, QuestionBank, QuestionOption, Quiz
from tests.factories.courses import ActivityFactory


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
    """`QuestionFactory(options="+--")` makes three options of which the first is correct."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    bank = factory.SubFactory(BankFactory, questions=0)
    text = "Mật khẩu nào khó đoán nhất?"
    feedback = "Mật khẩu dài khó đoán hơn."

    @factory.post_generation
    def options(self: Question, create: bool, extracted: str | None, **kwargs: object) -> None:
        for place, sign in enumerate(extracted or "+--"):
            QuestionOption.objects.create(
                question=self, position=place, text=f"Phương án {place}", is_correct=sign == "+"
            )


class QuizFactory(factory.django.DjangoModelFactory):
    """Five questions of eight, 60 % passes, no limit of attempts."""

    class Meta:
        model = Quiz

    activity = factory.SubFactory(ActivityFactory, kind="quiz", title="Kiểm tra cuối khóa")
    bank = factory.SubFactory(BankFactory)
