"""What a question said before: two of its versions side by side, differences marked."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.bank_scope import require_question
from assessments.models import QuestionVersion
from assessments.studio.doors import account_of, pk_in, writers_only
from assessments.studio.editor import SAID
from assessments.studio.layout import LAYOUTS
from assessments.studio.reading import form_of


@dataclass(frozen=True)
class Line:
    """One field in both versions."""

    label: str
    before: SafeString
    after: SafeString
    differs: bool


@writers_only
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest beside the one before, unless the address names two."""
    question = require_question(account_of(request), pk)
    versions = list(question.versions.order_by("-number").select_related("made_by"))
    by_number = {version.number: version for version in versions}
    after = by_number.get(pk_in(request.GET.get("sau", "")), versions[0] if versions else None)
    before = by_number.get(pk_in(request.GET.get("truoc", "")))
    if before is None and after is not None:
        before = by_number.get(after.number - 1)
    context = {
        "question": question, "versions": versions, "before": before, "after": after,
        "lines": compared(before, after) if after else [],
    }  # fmt: skip
    return render(request, "assessments/studio/history.html", context)


def compared(before: QuestionVersion | None, after: QuestionVersion) -> list[Line]:
    """Each field that either version fills in, in the order of the form."""
    old, new = (_fields(version) if version else {} for version in (before, after))
    return [_line(label, old.get(label, ""), new.get(label, "")) for label in {**new, **old}]


def _fields(version: QuestionVersion) -> dict[str, str]:
    """Label → words, without what is empty and without ids."""
    filled, layout = form_of(version.body), LAYOUTS[version.body["kind"]]
    told = {_("Câu hỏi"): filled.get("text", "")}
    count = int(filled.get("rows") or 0) if layout.rows else 0
    for place in range(count):
        for column in layout.columns:
            value = filled.get(f"{layout.rows}-{place}-{column.name}", "")
            told[f"{layout.heading} {place + 1}: {column.label}"] = _said(column.widget, value)
    told |= {str(column.label): _said(column.widget, filled.get(column.name, "")) for column in layout.fields}
    told |= {str(label): filled.get(f"feedback-{name}", "") for name, label in SAID}
    told |= {_("Gợi ý"): filled.get("hints", ""), _("Điểm"): filled.get("points", "")}
    told[_("Tệp")] = ", ".join(sorted(version.files))
    return {label: words for label, words in told.items() if words}


def _said(widget: str, value: str) -> str:
    return (_("có") if value else "") if widget == "tick" else value


def _line(label: str, old: str, new: str) -> Line:
    """Words that went are struck out on the left, words that came are marked on the right."""
    left, right = old.split(" "), new.split(" ")
    before, after = [], []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        gone, come = escape(" ".join(left[a:b])), escape(" ".join(right[c:d]))
        before.append(gone if what == "equal" or not gone else f"<del>{gone}</del>")
        after.append(come if what == "equal" or not come else f"<ins>{come}</ins>")
    return Line(label, mark_safe(" ".join(before)), mark_safe(" ".join(after)), old != new)
