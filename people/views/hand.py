"""One person by hand: add, correct, posts and roles; each form is one service."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from people.hand_forms.person import PersonForm
from people.hand_forms.posts import EndForm, PostForm, TransferForm
from people.hand_forms.roles import RoleForm
from people.models import Person, Posting
from people.scope import visible_people
from people.services.persons import AlreadyKnown, PerhapsKnown, add_person, correct_person
from people.services.posts import add_post, correct_post, end_post, transfer, void_post
from people.services.roles import correct_role, give_role, void_role
from people.views.desk import Desk, hr_page
from people.views.people import unit_options

form_page = require_http_methods(["GET", "POST"])


@hr_page
@form_page
def person_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A person with a first post; somebody who is there already is offered instead, if the clerk may see them."""
    data = request.POST or None
    form = PersonForm(data, today=desk.today)
    post = _post_form(desk, data, initial={"starts_on": desk.today})
    known: list[Person] = []
    if request.method == "POST" and form.is_valid() & post.is_valid():
        try:
            person = add_person(
                said=form.said(),
                post=post.post(),
                certain="chac-chan" in request.POST,
                at=desk.now,
                by=desk.account,
            )
        except AlreadyKnown as refusal:
            form.add_error(None, str(refusal))
            known = [refusal.person]
        except PerhapsKnown as doubt:
            form.add_error(None, str(doubt))
            return _new_page(request, desk, form, post, doubt.people, ask=True)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": person.full_name})
            return redirect("person_detail", person.uuid)
    return _new_page(request, desk, form, post, known)


def _new_page(
    request: HttpRequest, desk: Desk, form: Form, post: Form, known: list[Person], *, ask: bool = False
) -> HttpResponse:
    context = desk.context(form=form, post=post, known=known, ask=ask)
    return render(request, "people/person_new.html", context, status=400 if form.is_bound else 200)


@hr_page
@form_page
def person_edit(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """What is written about a person."""
    person = desk.person(uuid)
    form = PersonForm(request.POST or None, today=desk.today, initial=PersonForm.initial_of(person))

    def save() -> str:
        changed = correct_person(person=person, said=form.said(), at=desk.now, by=desk.account)
        return _("Đã sửa thông tin.") if changed else _("Không có gì thay đổi.")

    return _form_page(request, desk, person, form, save, title=_("Sửa thông tin"))


@hr_page
@form_page
def post_new(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """One more post."""
    person = desk.person(uuid)
    form = _post_form(desk, request.POST or None, initial={"starts_on": desk.today})

    def save() -> str:
        add_post(person=person, post=form.post(), at=desk.now, by=desk.account)
        return _("Đã thêm vị trí công tác.")

    return _form_page(request, desk, person, form, save, title=_("Thêm vị trí công tác"))


@hr_page
@form_page
def post_edit(request: HttpRequest, desk: Desk, uuid: UUID, post: UUID) -> HttpResponse:
    """A mistake in a post's dates, position or category; or the whole post was one."""
    person, posting = _posting(desk, uuid, post)
    initial = {
        name: getattr(posting, name) for name in ("position", "category", "starts_on", "ends_on", "decision")
    }
    form = PostForm(
        request.POST or None, units=None, today=posting.starts_on, category=posting.category, initial=initial
    )

    def save() -> str:
        correct_post(posting=posting, post=form.post(posting.unit), at=desk.now, by=desk.account)
        return _("Đã sửa vị trí công tác.")

    def void() -> str:
        void_post(posting=posting, at=desk.now, by=desk.account)
        return _("Đã bỏ vị trí ghi nhầm.")

    return _form_page(
        request,
        desk,
        person,
        form,
        save,
        title=_("Sửa vị trí công tác"),
        lead=posting.unit.full_name,
        void=void,
    )


@hr_page
@form_page
def post_transfer(request: HttpRequest, desk: Desk, uuid: UUID, post: UUID) -> HttpResponse:
    """From here to another unit of the scope."""
    person, posting = _posting(desk, uuid, post)
    form = TransferForm(
        request.POST or None, units=_options(desk), today=desk.today, category=posting.category,
        initial={"starts_on": desk.today, "position": posting.position, "category": posting.category},
    )  # fmt: skip

    def save() -> str:
        made = transfer(posting=posting, post=form.post(), at=desk.now, by=desk.account)
        return _("Đã chuyển đến %(unit)s.") % {"unit": made.unit.full_name}

    return _form_page(
        request, desk, person, form, save, title=_("Chuyển công tác"), lead=_from(posting),
        note=_("Chuyển ra ngoài phạm vi bạn phụ trách: chọn “Thôi giữ” với lý do chuyển công tác; nơi nhận sẽ tự thêm."),
    )  # fmt: skip


@hr_page
@form_page
def post_end(request: HttpRequest, desk: Desk, uuid: UUID, post: UUID) -> HttpResponse:
    """Retired, resigned, gone elsewhere."""
    person, posting = _posting(desk, uuid, post)
    form = EndForm(request.POST or None, initial={"ends_on": desk.today})

    def save() -> str:
        end_post(posting=posting, at=desk.now, by=desk.account, **form.cleaned_data)
        return _("Đã ghi thôi giữ vị trí.")

    return _form_page(request, desk, person, form, save, title=_("Thôi giữ vị trí"), lead=_from(posting))


@hr_page
@form_page
def role_new(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A role in the programme."""
    person = desk.person(uuid)
    form = RoleForm(
        request.POST or None, units=_options(desk), today=desk.today, initial={"starts_on": desk.today}
    )

    def save() -> str:
        give_role(person=person, said=form.membership(), at=desk.now, by=desk.account)
        return _("Đã thêm vai trò.")

    return _form_page(request, desk, person, form, save, title=_("Thêm vai trò trong Chương trình"))


@hr_page
@form_page
def role_edit(request: HttpRequest, desk: Desk, uuid: UUID, role: UUID) -> HttpResponse:
    """Its dates and decision; the end of it is the day on which it is no longer held."""
    person = desk.person(uuid)
    held = _of_person(person.roles.select_related("unit", "role").filter(uuid=role).first(), desk)
    initial = {name: getattr(held, name) for name in ("starts_on", "ends_on", "decision")}
    options = _options(desk)
    if str(held.unit.uuid) not in dict(options):  # a former unit stays possible
        options = [*options, (str(held.unit.uuid), held.unit.full_name)]
    form = RoleForm(
        request.POST or None, units=options, today=desk.today, role=held.role.code,
        initial=initial | {"role": held.role.code, "unit": str(held.unit.uuid)},
    )  # fmt: skip

    def save() -> str:
        correct_role(role=held, said=form.membership(), at=desk.now, by=desk.account)
        return _("Đã sửa vai trò.")

    def void() -> str:
        void_role(role=held, at=desk.now, by=desk.account)
        return _("Đã bỏ vai trò ghi nhầm.")

    return _form_page(request, desk, person, form, save, title=_("Sửa vai trò"), void=void)


def _form_page(
    request: HttpRequest,
    desk: Desk,
    person: Person,
    form: Any,
    save: Callable[[], str],
    *,
    void: Callable[[], str] | None = None,
    **words: Any,
) -> HttpResponse:
    """Show the form; when valid, do it, and say what was done or why not."""
    deed = void if void and "ghi-nham" in request.POST else save
    if request.method == "POST" and (deed is void or form.is_valid()):
        try:
            messages.success(request, deed())
        except DomainError as refusal:
            if refusal.status == 404:
                raise
            form.is_valid()
            form.add_error(None, str(refusal))
        else:
            return _back_to(person, desk)
    context = desk.context(person=person, form=form, may_void=void is not None, **words)
    return render(request, "people/hand_form.html", context, status=400 if form.is_bound else 200)


def _back_to(person: Person, desk: Desk) -> HttpResponse:
    """The person, or the list when the last post in scope has just ended."""
    if visible_people(desk.account, desk.today, desk.tree).filter(pk=person.pk).exists():
        return redirect("person_detail", person.uuid)
    return redirect("people_list")


def _posting(desk: Desk, uuid: UUID, post: UUID) -> tuple[Person, Posting]:
    person = desk.person(uuid)
    return person, _of_person(person.postings.select_related("unit").filter(uuid=post).first(), desk)


def _of_person(row: Any, desk: Desk) -> Any:
    """A post or role of the person in a unit of the scope; everything else is unknown alike."""
    if row is None or (desk.units is not None and row.unit_id not in desk.units):
        raise DomainError(_("Không có mục này trong phạm vi bạn phụ trách."), status=404)
    return row


def _options(desk: Desk) -> list[tuple[str, str]]:
    """An ấp too, for whoever has communes in hand; the thousands of a whole province would drown the list."""
    return unit_options(desk, hamlets=desk.units is not None)


def _post_form(desk: Desk, data: Any, **more: Any) -> PostForm:
    return PostForm(data, units=_options(desk), today=desk.today, **more)


def _from(posting: Posting) -> str:
    return f"{posting.position} · {posting.unit.full_name}" if posting.position else posting.unit.full_name
