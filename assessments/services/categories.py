"""The folders of a bank: added, renamed, moved and merged, their paths and questions kept along."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Question, QuestionBank, QuestionCategory
from assessments.services.bank import category_at
from common.errors import Conflict, DomainError
from common.vietnamese import clean

LONGEST = 1000
APART = " / "


def add_category(*, bank: QuestionBank, parent: QuestionCategory | None, name: str) -> QuestionCategory:
    """A new folder; one of that name in that place is refused."""
    path = _path(parent, _named(name))
    _refuse_taken(bank, path)
    made = category_at(bank=bank, path=path.split(APART))
    assert made is not None
    return made


@transaction.atomic
def rename_category(*, category: QuestionCategory, name: str) -> None:
    """Another name in the same place."""
    _put(category, category.parent, _named(name))


@transaction.atomic
def move_category(*, category: QuestionCategory, parent: QuestionCategory | None) -> None:
    """Below another folder of the bank, or to the top; never into itself."""
    if parent and (
        parent.bank_id != category.bank_id
        or parent.pk == category.pk
        or parent.path.startswith(category.path + APART)
    ):
        raise DomainError(_("Không chuyển được danh mục vào chính nó hay sang ngân hàng khác."))
    _put(category, parent, category.name)


@transaction.atomic
def merge_categories(*, category: QuestionCategory, into: QuestionCategory) -> int:
    """Its questions and folders go into another, and it goes; gives how many questions moved."""
    if into.bank_id != category.bank_id or f"{into.path}{APART}".startswith(category.path + APART):
        raise DomainError(_("Hãy chọn một danh mục khác của cùng ngân hàng để gộp vào."))
    moved = Question.objects.filter(category=category).update(category=into)
    for child in category.children.all():
        same = QuestionCategory.objects.filter(bank=into.bank_id, path=_path(into, child.name)).first()
        if same:
            moved += merge_categories(category=child, into=same)
        else:
            _put(child, into, child.name)
    category.delete()
    return moved


def _named(name: str) -> str:
    name = clean(name)
    if not name or len(name) > 200 or APART in name:
        raise DomainError(_("Tên danh mục phải có từ 1 đến 200 chữ, không chứa “ / ”."))
    return name


def _path(parent: QuestionCategory | None, name: str) -> str:
    return f"{parent.path}{APART}{name}" if parent else name


def _refuse_taken(bank: QuestionBank, path: str) -> None:
    if QuestionCategory.objects.filter(bank=bank, path=path).exists():
        raise Conflict(_("Đã có danh mục “%(path)s”. Nếu muốn nhập làm một, hãy dùng Gộp.") % {"path": path})


def _put(category: QuestionCategory, parent: QuestionCategory | None, name: str) -> None:
    """Its own path and that of everything below."""
    before, after = category.path, _path(parent, name)
    if before == after:
        return
    _refuse_taken(category.bank, after)
    below = list(QuestionCategory.objects.filter(bank=category.bank_id, path__startswith=before + APART))
    for one in below:
        one.path = after + one.path.removeprefix(before)
    if any(len(one.path) > LONGEST for one in below) or len(after) > LONGEST:
        raise DomainError(_("Danh mục lồng nhau quá sâu."))
    category.path, category.parent, category.name = after, parent, name
    category.save()
    QuestionCategory.objects.bulk_update(below, ["path"])
