"""Pages of the studio for tests, drafts unless published with `publish`."""

import io
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pixels
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from content.models import (
    ArticlePage,
    CaseStudyIndexPage,
    CaseStudyPage,
    CatalogueIndexPage,
    CommuneIndexPage,
    CommunePage,
    CoursePage,
    LessonPage,
    MaterialIndexPage,
    MaterialPage,
    NewsIndexPage,
    QuizPage,
    Rendition,
    TutorialIndexPage,
    TutorialPage,
    Video,
)
from content.services.pages import publish_page

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SHA = "ab" * 32


def picture(title: str = "Màn hình") -> Any:
    """An image of the library, wider than any page shows it."""
    data = io.BytesIO()
    Pixels.new("RGB", (800, 600), "#0B5D4E").save(data, "PNG")
    return get_image_model().objects.create(title=title, file=ContentFile(data.getvalue(), "man-hinh.png"))


def video(status: str = Video.Status.READY, title: str = "Phim ngắn") -> Video:
    """A film of 100 seconds with its two outputs (no bytes behind them)."""
    film = Video.objects.create(
        title=title, type="video", file="media/phim.mp4", sha256=SHA, status=status, duration=100
    )
    for name, size in (("240p", 900_000), ("360p", 1_400_000), ("poster", 20_000)):
        path = f"v/{SHA}/poster.jpg" if name == "poster" else f"v/{SHA}/{name[:-1]}.mp4"
        Rendition.objects.get_or_create(
            source_sha256=SHA, name=name, defaults={"path": path, "bytes": size, "width": 426, "height": 240}
        )
    return film


def course_page(**values: Any) -> CoursePage:
    """A draft course below the catalogue."""
    values = {"title": "Chuyển đổi số", "code": "CDS", "summary": "Làm việc trên mạng.", "hours": 8} | values
    return CatalogueIndexPage.objects.get().add_child(instance=CoursePage(live=False, **values))


def lesson_page(course: CoursePage, **values: Any) -> LessonPage:
    """A draft lesson with one paragraph."""
    body = values.pop("body", [("paragraph", "<p>Nhập một lần, <b>dùng nhiều lần</b>.</p>")])
    values = {"title": "Bài một", "minutes": 5} | values
    return course.add_child(instance=LessonPage(live=False, body=body, **values))


def quiz_page(course: CoursePage, bank: Any, draw: int = 2, **values: Any) -> QuizPage:
    """A draft test of one draw, or of the `sections` given."""
    values = {"title": "Kiểm tra", "sections": [draw_of(bank, draw)]} | values
    return course.add_child(instance=QuizPage(live=False, **values))


def draw_of(bank: Any, number: int = 2, **values: Any) -> tuple[str, dict[str, Any]]:
    """A section that draws from a bank."""
    nothing = {"title": "", "instruction": "", "category": None, "below": True, "topics": "", "points": None}
    nothing |= {"difficulty": "", "level": "", "kind": ""}
    return "draw", nothing | {"bank": bank, "number": number} | values


def chosen_of(*questions: Any, **values: Any) -> tuple[str, dict[str, Any]]:
    """A section of questions that every paper has."""
    return "chosen", {"title": "", "instruction": "", "points": None, "questions": list(questions)} | values


def tutorial_page(**values: Any) -> TutorialPage:
    """A draft tutorial with two steps and two questions."""
    image = values.pop("image", None)
    step = {"text": "<p>Mở trang <b>dichvucong.gov.vn</b>.</p>", "picture": image, "alt": "Trang đầu"}
    question = {
        "question": "Mã hồ sơ nằm ở đâu?",
        "options": [
            {"text": "Trên giấy biên nhận", "correct": True},
            {"text": "Trên hóa đơn", "correct": False},
        ],
        "feedback_right": "Đúng rồi.",
        "feedback_wrong": "Xem lại giấy biên nhận nhé.",
    }
    values = {
        "title": "Xem hồ sơ đã xong chưa",
        "topic": "dich-vu-cong",
        "summary": "Tra mã hồ sơ tại nhà.",
        "need_first": "Giấy biên nhận",
        "steps": [("step", step), ("step", step)],
        "check_questions": [("check", question), ("check", question | {"question": "Ai được biết mã OTP?"})],
        "do_now_label": "Mở Cổng Dịch vụ công",
        "do_now_url": "https://dichvucong.gov.vn",
        "help_contact": "<p>Gọi <b>tổ công nghệ số</b>.</p>",
    } | values
    return TutorialIndexPage.objects.get().add_child(instance=TutorialPage(live=False, **values))


def commune_page(unit: Any, **values: Any) -> CommunePage:
    """A draft page of a commune; its title is the commune's."""
    values = {"title": unit.full_name, "slug": f"xa-{unit.code}"} | values
    return CommuneIndexPage.objects.get().add_child(instance=CommunePage(live=False, unit=unit, **values))


def article_page(below: Any = None, **values: Any) -> ArticlePage:
    """A draft piece of news of one paragraph, of the province or below a commune's page."""
    values = {"title": "Ấp Bình Tiến có wifi", "summary": "Nhà văn hóa ấp vừa lắp wifi."} | values
    values.setdefault("body", [("paragraph", "<p>Bà con tải bài <b>không tốn tiền</b>.</p>")])
    page = ArticlePage(live=False, **values)
    return (below or NewsIndexPage.objects.get()).add_child(instance=page)


def case_study_page(below: Any = None, **values: Any) -> CaseStudyPage:
    """A draft case study of two steps with somebody to ask."""
    values = {
        "title": "Chợ không tiền mặt",
        "summary": "Tiểu thương nhận tiền bằng mã QR.",
        "problem": "Người bán sợ nhận nhầm tiền.",
        "steps": [("step", "In mã QR cho từng sạp."), ("step", "Đoàn thanh niên kèm một tuần.")],
        "result": "42 trên 60 sạp nhận QR.",
        "cost": "3 triệu đồng in mã",
        "contact_name": "Cô Lan, Hội Phụ nữ",
        "contact_phone": "0251 3822 222",
    } | values
    page = CaseStudyPage(live=False, **values)
    return (below or CaseStudyIndexPage.objects.get()).add_child(instance=page)


def material_page(**values: Any) -> MaterialPage:
    """A draft material with a small text file."""
    document = get_document_model()(title="Tờ rơi")
    document.file.save("to-roi.txt", ContentFile(b"Mot trang giay."))
    values = {"title": "Tờ rơi VNeID", "summary": "In phát ở ấp.", "document": document} | values
    return MaterialIndexPage.objects.get().add_child(instance=MaterialPage(live=False, **values))


def publish(page: Any, at: datetime = AT) -> Any:
    """Publish as the studio would and return the page as stored."""
    publish_page(page=page, at=at)
    return type(page).objects.get(pk=page.pk)
