"""Topics shared by all banks: renamed, and merged when two mean the same."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import QuestionTag
from common.errors import Conflict, DomainError
from common.vietnamese import clean


@transaction.atomic
def rename_tag(*, tag: QuestionTag, name: str) -> None:
    """Another name; one that is taken is refused, for then they should be merged."""
    name = clean(name)
    if not name or len(name) > 100:
        raise DomainError(_("Tên chủ đề phải có từ 1 đến 100 chữ."))
    if QuestionTag.objects.filter(name__iexact=name).exclude(pk=tag.pk).exists():
        raise Conflict(_("Đã có chủ đề “%(name)s”. Nếu muốn nhập làm một, hãy dùng Gộp.") % {"name": name})
    tag.name = name
    tag.save(update_fields=["name"])


@transaction.atomic
def merge_tags(*, tag: QuestionTag, into: QuestionTag) -> int:
    """Its questions get the other topic, and it goes; gives how many questions it had."""
    if tag.pk == into.pk:
        raise DomainError(_("Hãy chọn một chủ đề khác để gộp vào."))
    questions = list(tag.questions.values_list("pk", flat=True))
    into.questions.add(*questions)
    tag.delete()
    return len(questions)
