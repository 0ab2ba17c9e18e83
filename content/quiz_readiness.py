"""Why a test cannot be published yet: a section nobody could fill, a question chosen twice, a pre-test out of place."""

from django.utils.translation import gettext as _

from assessments.composition import Composition
from content.models import QuizPage
from content.quiz_sections import composition_of_page


def why_not_quiz(page: QuizPage) -> str:
    """In words for the trainer; empty when it can."""
    composition = composition_of_page(page)
    if not composition.sections:
        return _("Bài kiểm tra chưa có phần nào. Hãy thêm câu hỏi chọn sẵn hoặc phần rút ngẫu nhiên.")
    return _twice(composition) or _short(composition) or _pair(page)


def _twice(composition: Composition) -> str:
    seen = set()
    for section in composition.sections:
        for question in section.questions:
            if question.pk in seen:
                return _("Câu “%(text)s” được chọn hai lần trong đề.") % {"text": question}
            seen.add(question.pk)
    return ""


def _short(composition: Composition) -> str:
    if not (found := composition.shortages):
        return ""
    return " ".join([*found, _("Hãy thêm câu hỏi vào ngân hàng hoặc giảm số câu.")])


def _pair(page: QuizPage) -> str:
    before = page.pre_test
    if before is None:
        return ""
    elsewhere = page.path and not before.is_sibling_of(page)  # the form of a new page offers only its own
    if before.pk == page.pk or elsewhere:
        return _("Bài kiểm tra đầu vào phải là một bài khác trong cùng khóa học.")
    if before.pre_test_id or (page.pk and page.post_tests.filter(live=True).exists()):
        return _("Một bài không thể vừa là bài đầu vào vừa có bài đầu vào.")
    if not before.live or before.activity_id is None:
        return _("Hãy xuất bản bài đầu vào “%(title)s” trước.") % {"title": before}
    return ""
