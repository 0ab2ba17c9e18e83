"""Why a page cannot be published yet, in words for the trainer; empty when it can."""

from functools import singledispatch

from django.utils.translation import gettext as _
from wagtail.models import Page

from assessments.rules import When
from common.vietnamese import NBSP
from content.blocks.lesson import film_block, video_of
from content.film_questions import beyond_the_film
from content.models import (
    ArticlePage,
    CaseStudyPage,
    CoursePage,
    LessonPage,
    QuizPage,
    ShelfItem,
    TutorialPage,
    Video,
)
from content.press import is_of_the_press
from content.quiz_readiness import why_not_quiz
from content.video.progress import progress_of
from courses.models import Course


@singledispatch
def why_not(page: Page) -> str:
    """Pages without conditions."""
    return ""


@why_not.register
def _lesson(page: LessonPage) -> str:
    return _film(video_of(page.body)[0]) or beyond_the_film(film_block(page.body))


@why_not.register
def _tutorial(page: TutorialPage) -> str:
    return _public_film(page.video)


@why_not.register
def _quiz(page: QuizPage) -> str:
    return _sitting(page) or why_not_quiz(page)


def _sitting(page: QuizPage) -> str:
    """Rules that contradict each other."""
    if page.opens_at and page.closes_at and page.opens_at >= page.closes_at:
        return _("Giờ đóng bài kiểm tra phải ở sau giờ mở.")
    if not page.closes_at and When.CLOSED in (page.score_shown, page.verdicts_shown, page.answers_shown):
        return _("Bài kiểm tra cho xem kết quả “Sau giờ đóng bài” nên phải có giờ đóng.")
    return ""


@why_not.register
def _course(page: CoursePage) -> str:
    if not page.code:
        return _("Hãy đặt mã khóa học trước khi xuất bản, ví dụ CDS-NTM.")
    holder = Course.objects.filter(code=page.code).exclude(pk=page.course_id).first()
    if holder and hasattr(holder, "page"):
        return _("Mã %(code)s đã dùng cho khóa “%(title)s”.") % {"code": page.code, "title": holder}
    if page.course and page.course.code != page.code:
        return _("Mã khóa học đã công bố là %(code)s và không đổi được.") % {"code": page.course.code}
    return ""


@why_not.register
def _article(page: ArticlePage) -> str:
    if not page.body:
        return _("Bài chưa có nội dung.")
    return _story(page, ShelfItem.Kind.ARTICLE)


@why_not.register
def _case_study(page: CaseStudyPage) -> str:
    if not page.steps:
        return _("Hãy ghi ít nhất một bước đã làm, để nơi khác làm theo được.")
    if page.commune is None:
        return _("Hãy chọn xã, phường có mô hình này.")
    return _story(page, ShelfItem.Kind.CASE)


def _story(page: ArticlePage | CaseStudyPage, kind: str) -> str:
    """Somebody else's work names its author and what may be done with it; an address leads to one page."""
    if (page.credit or page.source_url or is_of_the_press(page.owner)) and not (page.credit and page.licence):
        return _("Bài của báo, đài hay tác giả khác phải ghi nguồn và chọn giấy phép dùng lại.")
    if ShelfItem.objects.filter(kind=kind, slug=page.slug).exclude(page=page.pk).exists():
        return _("Địa chỉ “%(slug)s” đã có bài khác dùng. Hãy sửa ô địa chỉ ở thẻ Quảng bá.") % {
            "slug": page.slug
        }
    return _public_film(page.video)


def _public_film(video: Video | None) -> str:
    """Villagers must be able to see it."""
    if video and video.members_only:
        return _("Video “%(title)s” chỉ dành cho người đã đăng nhập, bà con không xem được.") % {
            "title": video.title
        }
    return _film(video)


def _film(video: Video | None) -> str:
    if video is None or video.status == Video.Status.READY:
        return ""
    if video.status == Video.Status.FAILED:
        return _("Video “%(title)s” không chuyển đổi được: %(reason)s") % {
            "title": video.title,
            "reason": video.reason,
        }
    if video.status == Video.Status.CANCELLED:
        return _("Việc chuyển đổi video “%(title)s” đã bị hủy. Hãy mở video và bấm Chuyển đổi lại.") % {
            "title": video.title
        }
    left = 100 - progress_of(video).percent
    return _("Video “%(title)s” đang chuyển đổi, còn %(left)s. Bài xuất bản được khi chuyển đổi xong.") % {
        "title": video.title,
        "left": f"{left}{NBSP}%",
    }
