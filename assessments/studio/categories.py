"""Folders of one bank, and topics of all: new, renamed, moved, merged."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.bank_scope import kept_banks, require_bank
from assessments.models import QuestionBank, QuestionCategory, QuestionTag
from assessments.services import categories as folders
from assessments.services import tags as topics
from assessments.services.banks import log_questions, log_tag
from assessments.studio.doors import account_of, pk_in, writers_only
from common import clock
from common.errors import DomainError
from common.vietnamese import clean


@writers_only
@require_http_methods(["GET", "HEAD", "POST"])
def categories(request: HttpRequest) -> HttpResponse:
    """The tree of a bank as a list of paths, with how many questions lie in each."""
    account = account_of(request)
    asked = pk_in(request.POST.get("bank") or request.GET.get("bank", ""))
    bank = require_bank(account, asked) if asked else kept_banks(account).first()
    if request.method == "POST" and bank:
        _try(request, lambda: _folder_deed(request, bank))
        return redirect(f"{reverse('question_categories')}?bank={bank.pk}")
    rows = QuestionCategory.objects.filter(bank=bank).annotate(
        questions_in_use=Count("questions", filter=Q(questions__retired_at__isnull=True))
    )
    context = {"bank": bank, "banks": kept_banks(account), "rows": rows.order_by("path")}
    return render(request, "assessments/studio/categories.html", context)


def _folder_deed(request: HttpRequest, bank: QuestionBank) -> None:
    posted = request.POST
    category, other = _folder(bank, posted), _other(bank, posted)
    said = category.path if category else ""
    what, name = posted.get("viec", ""), posted.get("ten", "")
    if what == "them":
        folders.add_category(bank=bank, parent=other, name=name)
    elif category is None:
        raise DomainError(_("Hãy chọn danh mục."))
    elif what == "doi-ten":
        folders.rename_category(category=category, name=name)
    elif what == "chuyen":
        folders.move_category(category=category, parent=other)
    elif other is None:
        raise DomainError(_("Hãy chọn một danh mục khác của cùng ngân hàng để gộp vào."))
    else:
        folders.merge_categories(category=category, into=other)
    detail = {"folder": said or name, "into": other.path if other else "", "name": name}
    log_questions(
        "category_changed", bank=bank, at=clock.now(), by=account_of(request),
        **{key: text for key, text in detail.items() if text},
    )  # fmt: skip


def _folder(bank: QuestionBank, posted: QueryDict) -> QuestionCategory | None:
    return QuestionCategory.objects.filter(bank=bank, pk=pk_in(posted.get("danh-muc", ""))).first()


def _other(bank: QuestionBank, posted: QueryDict) -> QuestionCategory | None:
    """By its path, as it is typed or picked; nothing typed is the top."""
    path = clean(posted.get("kia", ""))
    found = QuestionCategory.objects.filter(bank=bank, path=path).first()
    if path and found is None:
        raise DomainError(_("Ngân hàng này không có danh mục “%(path)s”.") % {"path": path})
    return found


@writers_only
@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: HttpRequest) -> HttpResponse:
    """Every topic with how many questions have it."""
    if request.method == "POST":
        _try(request, lambda: _tag_deed(request))
        return redirect("question_tags")
    rows = QuestionTag.objects.annotate(number=Count("questions")).order_by("name")
    return render(request, "assessments/studio/tags.html", {"rows": rows})


def _tag_deed(request: HttpRequest) -> None:
    posted = request.POST
    tag = QuestionTag.objects.filter(pk=pk_in(posted.get("chu-de", ""))).first()
    other = QuestionTag.objects.filter(name__iexact=clean(posted.get("kia-ten", ""))).first()
    if tag is None:
        raise DomainError(_("Hãy chọn chủ đề."))
    before, name = tag.name, posted.get("ten", "")
    if posted.get("viec") == "doi-ten":
        topics.rename_tag(tag=tag, name=name)
    elif other is None:
        raise DomainError(_("Hãy chọn một chủ đề khác để gộp vào."))
    else:
        topics.merge_tags(tag=tag, into=other)
    into = other.name if other else name
    log_tag(before=before, after=into, at=clock.now(), by=account_of(request))


def _try(request: HttpRequest, deed: object) -> None:
    try:
        deed()  # type: ignore[operator]
        messages.success(request, _("Đã lưu."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
