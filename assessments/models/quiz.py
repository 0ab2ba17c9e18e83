"""The rule of a test: how many questions from which bank, and what passes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.bank import QuestionBank
from assessments.models.sitting import SittingRules
from courses.models import Activity


class Quiz(SittingRules):
    """Hangs on an activity of kind quiz; published by content with the page's values."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="quiz")
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, verbose_name=_("ngân hàng câu hỏi"))
    draw = models.PositiveIntegerField(
        _("số câu rút ngẫu nhiên"), default=5, validators=[MinValueValidator(1)]
    )
    pass_percent = models.PositiveIntegerField(
        _("điểm đạt (%)"), default=60, validators=[MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveIntegerField(_("số lượt làm tối đa (0: không giới hạn)"), default=0)
    access_code = models.CharField(
        max_length=20, blank=True, help_text="Asked at the start; set in the studio, apart from publication."
    )
