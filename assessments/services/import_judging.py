"""What would become of each question of a file, without writing: the dry run of the import page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from assessments import kinds
from assessments.exchange.item import Entry, Item, Rejected
from assessments.models import ImportedQuestion, Question, QuestionBank, QuestionImport
from assessments.queries.questions import likeness_of
from assessments.services.importing import known_in
from assessments.services.question_files import MOST_BYTES, media_type_of

Status = ImportedQuestion.Status


def judged(source: QuestionImport, entries: Iterable[Entry]) -> Iterator[ImportedQuestion]:
    """A row for each question of the file, in its order; a second one of the same file is a double too."""
    known, likenesses = known_in(source.bank), _likenesses(source.bank)
    for found in entries:
        if isinstance(found, Rejected):
            yield _row(source, found.number, found.name, found.kind, Status.REJECTED, found.reason)
        elif isinstance(found, Item):
            yield _judged_one(source, found, known, likenesses)


def _judged_one(
    source: QuestionImport, item: Item, known: set[str], likenesses: set[str]
) -> ImportedQuestion:
    body = kinds.settled(item.body)
    mark, likeness = kinds.digest(body), likeness_of(kinds.plain(body["text"]))
    reason = why_not_kept(item, source.category)
    if mark in known:
        status, reason = Status.DOUBLE, _("Đã có trong ngân hàng, không thêm bản nữa.")
    else:
        status = Status.REJECTED if reason else Status.READY
    row = _row(source, item.number, item.name, str(body["kind"]), status, reason or " ".join(item.notes))
    if status != Status.REJECTED:
        row.body, row.alike = body, status == Status.READY and likeness in likenesses
        known.add(mark)
        likenesses.add(likeness)
    return row


def why_not_kept(item: Item, category: str) -> str:
    """The sentence with which the bank would refuse it; empty when it would not."""
    if found := kinds.problems(item.body):
        return " ".join(found)
    for name in sorted(kinds.files_of(kinds.settled(item.body))):
        if name not in item.files:
            return _("Câu hỏi nhắc tới tệp “%(name)s” nhưng không có tệp đó.") % {"name": name}
        if len(item.files[name]) > MOST_BYTES:
            return _("Tệp “%(name)s” lớn hơn 20 MB.") % {"name": name}
        if not media_type_of(item.files[name]):
            return _("Tệp “%(name)s” không phải hình PNG, JPEG, GIF, WebP hay âm thanh, video dùng được.") % {
                "name": name
            }
    return _("Danh mục lồng nhau quá sâu.") if len(" / ".join(placed(item, category).category)) > 1000 else ""


def placed(item: Item, category: str) -> Item:
    """The question below the category that was chosen for the whole file."""
    return replace(item, category=(*filter(None, category.split(" / ")), *item.category))


def _likenesses(bank: QuestionBank) -> set[str]:
    return set(Question.objects.filter(bank=bank).exclude(likeness="").values_list("likeness", flat=True))


def _row(
    source: QuestionImport, number: int, name: str, kind: str, status: str, reason: str
) -> ImportedQuestion:
    return ImportedQuestion(
        source=source, number=number, name=name[:300], kind=kind[:200], status=status, reason=reason
    )
