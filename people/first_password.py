"""After a printed code: choose a password before the sign-in is complete."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginStage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.edit import FormView

from people.forms import SetPasswordForm
from people.second_factor import came_with_password

ADDRESS = "account_first_password"


class FirstPasswordStage(LoginStage):
    """Holds up the sign-in of an account that must choose a password."""

    key = "first_password"
    urlname = ADDRESS

    def handle(self) -> tuple[HttpResponse | None, bool]:
        account = self.login.user
        # Who came with a code on the phone need not choose a password: the next code is as good.
        must = account is not None and account.must_set_password and came_with_password(self.request, account)
        return (redirect(ADDRESS) if must else None), True


@method_decorator(sensitive_post_parameters("password1", "password2"), name="dispatch")
@method_decorator(
    login_stage_required(stage=FirstPasswordStage.key, redirect_urlname="account_login"), name="dispatch"
)
class FirstPasswordView(FormView):
    """Two fields; afterwards the person is signed in and goes on to where they wanted."""

    template_name = "account/first_password.html"
    form_class = SetPasswordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.stage: LoginStage = vars(request)["_login_stage"]  # put there by the decorator
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.stage.login.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"account": self.stage.login.user}

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        form.save()
        response: HttpResponse = self.stage.exit()
        return response
