"""The lists of categories and roles, for the operator."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.hand_forms.terms import term_form
from people.models import PostingCategory, RoleKind
from people.models.terms import Term
from people.services.terms import require_operator, save_term
from people.views.desk import Desk, desk_page

LISTS: dict[str, type[Term]] = {"nhom-can-bo": PostingCategory, "vai-tro": RoleKind}


@desk_page
@require_safe
def term_lists(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Both lists; whoever is at the desk may read them."""
    lists = [(slug, model._meta.verbose_name, list(model.objects.all())) for slug, model in LISTS.items()]  # type: ignore[attr-defined]
    return render(request, "people/terms.html", desk.context(lists=lists, may_edit=desk.account.is_superuser))


@desk_page
@require_http_methods(["GET", "POST"])
def term_edit(request: HttpRequest, desk: Desk, name: str, code: str = "") -> HttpResponse:
    """One entry, new or known."""
    require_operator(desk.account)
    model = LISTS.get(name)
    term = model.objects.filter(code=code).first() if model and code else None  # type: ignore[attr-defined]
    if model is None or (code and term is None):
        raise Http404
    form = term_form(model, request.POST or None, instance=term)
    if request.method == "POST" and form.is_valid():
        save_term(term=form.instance, at=desk.now, by=desk.account)
        messages.success(request, _("Đã lưu danh mục."))
        return redirect("term_lists")
    context = desk.context(form=form, term=term, list_name=model._meta.verbose_name)
    return render(request, "people/term_edit.html", context, status=400 if form.is_bound else 200)
