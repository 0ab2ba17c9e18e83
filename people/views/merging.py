"""Merge two records side by side, see what was moved, take it back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.errors import DomainError
from common.vietnamese import fold
from people.duplicate_words import FIELDS
from people.hand_forms.merging import MergeForm, OtherRecordForm
from people.models import Person, PersonMerge
from people.queries.merging import counts_of
from people.queries.people import for_list, lines_of
from people.services.merge_choices import default_choices, value_of
from people.services.merging import CHOICES, merge_persons
from people.services.unmerging import obstacle, unmerge
from people.views.desk import Desk, hr_page


@dataclass(frozen=True)
class Choice:
    """One field: what each record says, and which of the two is proposed."""

    name: str
    label: Any
    own: str
    other: str
    take_other: bool

    @property
    def differs(self) -> bool:
        return self.own != self.other


@hr_page
@require_http_methods(["GET", "POST"])
def merge_choose(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Name the other record when the finder did not propose it."""
    person = desk.person(uuid)
    form = OtherRecordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        other = desk.people.filter(staff_code__iexact=form.cleaned_data["code"].strip()).first()
        if other is not None and other != person:
            return redirect("merge_compare", person.uuid, other.uuid)
        form.add_error("code", _("Không có hồ sơ nào khác mang mã này trong phạm vi bạn phụ trách."))
    context = desk.context(person=person, form=form)
    return render(request, "people/merge_choose.html", context, status=400 if form.is_bound else 200)


@hr_page
@require_http_methods(["GET", "POST"])
def merge_compare(request: HttpRequest, desk: Desk, uuid: UUID, other: UUID) -> HttpResponse:
    """Both side by side; the first stays, the second is merged into it."""
    survivor, gone = (desk.person(key) for key in (uuid, other))
    if survivor == gone:  # merged meanwhile: both addresses lead to one
        return redirect("person_detail", survivor.uuid)
    form = MergeForm(request.POST or None, names={fold(survivor.full_name), fold(gone.full_name)})
    if request.method == "POST" and form.is_valid():
        try:
            merge = merge_persons(
                survivor=survivor, gone=gone, take=_taken(request), at=desk.now, by=desk.account
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã gộp hai hồ sơ làm một."))
            return redirect("merge_detail", merge.uuid)
    context = desk.context(
        sides=[_side(desk, survivor), _side(desk, gone)],
        survivor=survivor,
        gone=gone,
        choices=_choices(request, survivor, gone, bound=form.is_bound),
        form=form,
    )
    return render(request, "people/merge_compare.html", context, status=400 if form.is_bound else 200)


@hr_page
@require_safe
def merge_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """What the merge was, and whether it can be taken back."""
    merge = _merge(desk, uuid)
    context = desk.context(merge=merge, obstacle=obstacle(merge), left=counts_of(merge.gone))
    return render(request, "people/merge_detail.html", context)


@hr_page
@require_POST
def merge_undo(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Two people again."""
    merge = _merge(desk, uuid)
    back = unmerge(merge=merge, at=desk.now, by=desk.account)
    messages.success(request, _("Đã tách: %(name)s lại có hồ sơ riêng.") % {"name": back.full_name})
    return redirect("person_detail", back.uuid)


def _merge(desk: Desk, uuid: UUID) -> PersonMerge:
    rows = PersonMerge.objects.select_related("survivor", "gone", "merged_by__person")
    merge = rows.filter(uuid=uuid, survivor__in=desk.people).first()
    if merge is None:
        raise DomainError(_("Không có lần gộp này trong phạm vi bạn phụ trách."), status=404)
    return merge


def _taken(request: HttpRequest) -> dict[str, bool]:
    return {name: request.POST.get(name) == "kia" for name in CHOICES}


def _choices(request: HttpRequest, survivor: Person, gone: Person, *, bound: bool) -> list[Choice]:
    taken = _taken(request) if bound else default_choices(survivor, gone)
    return [
        Choice(name, FIELDS[name], value_of(survivor, name), value_of(gone, name), taken[name])
        for name in CHOICES
    ]


def _side(desk: Desk, person: Person) -> dict[str, Any]:
    line = lines_of(list(for_list(Person.objects.filter(pk=person.pk), desk.today)), desk.tree, desk.today)[0]
    return {"line": line, "counts": counts_of(person)}
