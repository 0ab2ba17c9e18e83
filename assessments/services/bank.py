"""Keeping questions: what is written becomes a new version, and no version ever changes."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import kinds
from assessments.models import Question, QuestionBank, QuestionCategory, QuestionTag, QuestionVersion
from assessments.queries.questions import likeness_of, quizzes_left_short
from assessments.services.banks import log_questions
from assessments.services.question_files import keep_file
from common.errors import Conflict, DomainError
from common.vietnamese import clean
from people.models import Account

Body = Mapping[str, Any]


@transaction.atomic
def add_question(
    *,
    bank: QuestionBank,
    body: Body,
    at: datetime,
    by: Account | None = None,
    category: QuestionCategory | None = None,
    tags: Iterable[str] = (),
    difficulty: str = "",
    level: str = "",
    files: Mapping[str, bytes] | None = None,
) -> Question:
    """A new question and its first version; a body nobody could answer is refused."""
    question = Question.objects.create(
        bank=bank, category=category, kind=body["kind"], text="", difficulty=difficulty, level=level[:40]
    )
    question.tags.set(tags_called(tags))
    revise_question(question=question, body=body, at=at, by=by, files=files)
    return question


@transaction.atomic
def revise_question(
    *,
    question: Question,
    body: Body,
    at: datetime,
    by: Account | None,
    files: Mapping[str, bytes] | None = None,
) -> QuestionVersion:
    """The next version; saying the same again makes none. Papers already drawn keep theirs."""
    _refuse_unsound(body)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    newest = locked.versions.filter(number=locked.version).first()
    kept = kinds.settled(kinds.carried(newest.body, body) if newest else body)
    named = _named_files(kept, newest, files or {})
    if newest and (newest.digest, newest.files) == (kinds.digest(kept), named):
        return newest
    version = QuestionVersion.objects.create(
        question=locked, number=locked.version + 1, body=kept, digest=kinds.digest(kept), files=named,
        made_at=at, made_by=by,
    )  # fmt: skip
    _repeat_on(question, version)
    return version


def _refuse_unsound(body: Body) -> None:
    if found := kinds.problems(body):
        raise DomainError(" ".join(found))


def _named_files(body: Body, newest: QuestionVersion | None, files: Mapping[str, bytes]) -> dict[str, str]:
    """Where each file that the body shows lies: sent now, or kept from the version before."""
    before = newest.files if newest else {}
    named = {}
    for name in sorted(kinds.files_of(body)):
        if name in files:
            named[name] = keep_file(name=name, content=files[name])
        elif name in before:
            named[name] = before[name]
        else:
            raise DomainError(_("Câu hỏi nhắc tới tệp “%(name)s” nhưng không có tệp đó.") % {"name": name})
    return named


def _repeat_on(question: Question, version: QuestionVersion) -> None:
    question.kind = version.body["kind"]
    question.text = kinds.plain(version.body["text"]) or _("(hình)")
    question.likeness = likeness_of(question.text)
    question.version, question.is_sound = version.number, True
    question.save(update_fields=["kind", "text", "likeness", "version", "is_sound"])


def tags_called(names: Iterable[str]) -> list[QuestionTag]:
    """The topics by name, made where they are new; case does not make another."""
    found = []
    for name in dict.fromkeys(clean(name)[:100] for name in names):
        if name:
            same = QuestionTag.objects.filter(name__iexact=name).first()
            found.append(same or QuestionTag.objects.get_or_create(name=name)[0])
    return found


def category_at(*, bank: QuestionBank, path: Iterable[str]) -> QuestionCategory | None:
    """The folder at the end of a path, made with those above it; none for an empty path."""
    found: QuestionCategory | None = None
    for name in filter(None, map(_folder_name, path)):
        full = f"{found.path} / {name}" if found else name
        if len(full) > 1000:
            raise DomainError(_("Danh mục lồng nhau quá sâu."))
        found, _made = QuestionCategory.objects.get_or_create(
            bank=bank, path=full, defaults={"parent": found, "name": name}
        )
    return found


def _folder_name(name: str) -> str:
    return clean(re.sub(r"\s/\s", "-", name))[:200]


@transaction.atomic
def label_question(
    *, question: Question, category: Iterable[str], tags: Iterable[str], difficulty: str, level: str
) -> None:
    """Where a question lies and what it is about; no version, for no paper shows it."""
    folder = category_at(bank=question.bank, path=category)
    Question.objects.filter(pk=question.pk).update(category=folder, difficulty=difficulty, level=level)
    question.tags.set(tags_called(tags))


@transaction.atomic
def retire_question(*, question: Question, at: datetime, by: Account | None = None) -> None:
    """No new paper gets it; refused while a test in use still needs it."""
    stop_using(question=question, at=at)
    log_questions("question_retired", bank=question.bank, at=at, by=by, question=question.text[:80])


def stop_using(*, question: Question, at: datetime) -> None:
    """The same without an entry in the log, for deeds on many that have their own."""
    short = quizzes_left_short(question)
    if short:
        quiz, lacks = short[0]
        raise Conflict(
            _("Không ngừng dùng được: bài “%(title)s” sẽ không còn đủ câu. %(lacks)s")
            % {"title": quiz.activity.title, "lacks": " ".join(lacks)}
        )
    Question.objects.filter(pk=question.pk).update(retired_at=at)


@transaction.atomic
def restore_question(*, question: Question, at: datetime, by: Account | None = None) -> None:
    """Back in use."""
    Question.objects.filter(pk=question.pk).update(retired_at=None)
    log_questions("question_restored", bank=question.bank, at=at, by=by, question=question.text[:80])
