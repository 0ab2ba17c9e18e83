"""The rules of a sitting, the same on the page that a trainer fills in and on the test that holds them."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.rules import Grading, When

WHEN = [
    (When.AT_ONCE.value, _("Ngay sau khi nộp")),
    (When.SETTLED.value, _("Khi đã đạt hoặc hết lượt làm")),
    (When.CLOSED.value, _("Sau giờ đóng bài")),
    (When.NEVER.value, _("Không cho xem")),
]
GRADING = [
    (Grading.BEST.value, _("Lượt có điểm cao nhất")),
    (Grading.LAST.value, _("Lượt làm sau cùng")),
    (Grading.FIRST.value, _("Lượt làm đầu tiên")),
    (Grading.AVERAGE.value, _("Điểm trung bình các lượt")),
]


class SittingRules(models.Model):
    """Time, opening, tries, what counts and what is shown; `RULES` are their names."""

    time_limit = models.PositiveSmallIntegerField(
        _("thời gian làm bài (phút)"), default=0, validators=[MaxValueValidator(1440)],
        help_text=_("Tính theo đồng hồ máy chủ từ lúc bắt đầu; hết giờ bài tự nộp. 0 là không giới hạn."),
    )  # fmt: skip
    opens_at = models.DateTimeField(_("mở từ"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("đóng lúc"), null=True, blank=True, help_text=_("Bài đang làm cũng được nộp vào giờ này.")
    )
    delay_minutes = models.PositiveIntegerField(
        _("chờ giữa hai lượt (phút)"), default=0, validators=[MaxValueValidator(60 * 24 * 90)],
        help_text=_("Tính từ lúc nộp lượt trước: 60 là một giờ, 1440 là một ngày."),
    )  # fmt: skip
    grading = models.CharField(
        _("kết quả lấy theo"), max_length=8, choices=GRADING, default=Grading.BEST.value
    )
    score_shown = models.CharField(
        _("xem điểm"), max_length=8, choices=WHEN, default=When.AT_ONCE.value,
        help_text=_("Người học luôn biết mình đạt hay chưa đạt."),
    )  # fmt: skip
    verdicts_shown = models.CharField(
        _("xem câu nào đúng, câu nào sai"), max_length=8, choices=WHEN, default=When.AT_ONCE.value
    )
    answers_shown = models.CharField(
        _("xem đáp án và lời giải thích"), max_length=8, choices=WHEN, default=When.SETTLED.value
    )
    hints_allowed = models.BooleanField(
        _("cho xem gợi ý khi làm bài"), default=False, help_text=_("Chỉ hiện khi người học bấm xem.")
    )
    hint_cost = models.PositiveSmallIntegerField(
        _("mỗi gợi ý trừ (% điểm của câu)"), default=0, validators=[MaxValueValidator(100)]
    )

    RULES = (
        "time_limit", "opens_at", "closes_at", "delay_minutes", "grading", "score_shown", "verdicts_shown",
        "answers_shown", "hints_allowed", "hint_cost",
    )  # fmt: skip

    class Meta:
        abstract = True
