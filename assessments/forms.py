"""What browsers send about papers and questions, read without trusting it."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from assessments.models import Attempt, Question
from assessments.queries import quizzes_left_short
from common.errors import DomainError

Answers = dict[str, list[str]]
WHOLE_PAPER = "de"  # the hidden field that says "this form shows every question"


def answers_in(attempt: Attempt, data: QueryDict) -> Answers:
    """The answers of a posted paper.

    An absent tick box was unticked; an absent radio was never chosen on this page (radios cannot be
    unchosen), so what another tab saved for it stands.
    """
    if WHOLE_PAPER not in data:
        return {}
    return {
        entry["id"]: data.getlist(entry["id"])
        for entry in attempt.paper
        if entry["id"] in data or entry["kind"] == "multiple"
    }


def answer_in(body: bytes) -> tuple[str, list[str]]:
    """One autosaved answer: {"question": id, "chosen": [option ids]}."""
    try:
        sent: Any = json.loads(body)
        question, chosen = sent["question"], sent["chosen"]
        if not all(isinstance(text, str) for text in [question, *chosen]) or isinstance(chosen, str):
            raise TypeError
    except (ValueError, KeyError, TypeError) as error:
        raise DomainError(_("Không đọc được câu trả lời gửi lên. Hãy tải lại trang.")) from error
    return question, chosen


class SoundQuestion:
    """Mixed into the studio's question form: options make sense together, and no test runs dry."""

    instance: Question
    formsets: dict[str, Any]
    cleaned_data: dict[str, Any]

    def is_valid(self) -> bool:
        """Check the options only once each of them is valid by itself."""
        if not super().is_valid():  # type: ignore[misc]
            return False
        for problem in self._problems():
            self.add_error(None, ValidationError(problem))  # type: ignore[attr-defined]
        return not self.errors  # type: ignore[attr-defined]

    def _problems(self) -> list[str]:
        rows = [form.cleaned_data for form in self.formsets["options"].forms if form.cleaned_data]
        kept = [row for row in rows if not row.get("DELETE")]
        correct = sum(bool(row["is_correct"]) for row in kept)
        texts = [row["text"].strip().casefold() for row in kept]
        single = self.cleaned_data["kind"] == Question.Kind.SINGLE
        checks = [
            (len(kept) < 2, _("Câu hỏi cần ít nhất hai phương án.")),
            (len(set(texts)) < len(texts), _("Có hai phương án giống hệt nhau.")),
            (single and correct != 1, _("Câu chọn một đáp án phải có đúng một phương án đúng.")),
            (not single and correct < 1, _("Câu chọn nhiều đáp án phải có ít nhất một phương án đúng.")),
        ]
        return [str(sentence) for wrong, sentence in checks if wrong] + self._dry_tests()

    def _dry_tests(self) -> list[str]:
        if not self.instance.pk or not self.cleaned_data.get("retired_at"):
            return []
        return [
            _("Không ngừng dùng được: bài “%(title)s” rút %(draw)s câu mà ngân hàng sẽ không còn đủ.")
            % {"title": quiz.activity.title, "draw": quiz.draw}
            for quiz in quizzes_left_short(self.instance)
        ]
