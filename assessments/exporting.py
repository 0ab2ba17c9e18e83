"""Questions of the bank as records that every writer of `exchange` understands, with what their files hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.exchange import gift_out, moodle_out, xlsx_out
from assessments.exchange.difficulty import as_tag
from assessments.exchange.filling import whole
from assessments.exchange.item import Item, Loss
from assessments.models import Question, QuestionFile, QuestionVersion


@dataclass(frozen=True)
class Format:
    """One kind of file to take questions out in."""

    label: str | Promise
    ending: str
    media_type: str
    write: Callable[[Iterable[Item]], tuple[bytes | str, list[Loss]]]


FORMATS = {
    "xlsx": Format(
        _("Excel (.xlsx), mở và sửa tiếp được"), "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_out.write,
    ),
    "gift": Format(_("GIFT (.txt), chữ thuần"), "txt", "text/plain; charset=utf-8", gift_out.write),
    "moodle": Format(_("Moodle XML (.xml), có hình và hầu hết loại câu"), "xml", "application/xml", moodle_out.write),
}  # fmt: skip


def items_of(questions: QuerySet[Question]) -> list[Item]:
    """The newest version of each, by category and age, numbered from 1."""
    newest = (
        QuestionVersion.objects.filter(question__in=questions, number=F("question__version"))
        .select_related("question__category")
        .prefetch_related("question__tags")
        .order_by("question__category__path", "question__pk")
    )
    versions = list(newest)
    files = QuestionFile.objects.in_bulk(
        {digest for version in versions for digest in version.files.values()}, field_name="digest"
    )
    return [_item(number, version, files) for number, version in enumerate(versions, 1)]


def _item(number: int, version: QuestionVersion, files: dict[str, QuestionFile]) -> Item:
    question = version.question
    tags = as_tag(question.difficulty, [tag.name for tag in question.tags.all()])
    return Item(
        number, question.text[:80], whole(version.body),
        category=tuple(question.category.path.split(" / ")) if question.category else (), tags=tags,
        files={name: _bytes(files[digest]) for name, digest in version.files.items()}, level=question.level,
    )  # fmt: skip


def _bytes(kept: QuestionFile) -> bytes:
    with kept.file.open("rb") as opened:
        data: bytes = opened.read()
    return data
