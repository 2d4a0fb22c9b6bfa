"""Account pages that allauth does not have, or has otherwise."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.decorators import rate_limit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from kb.desk.signin.enrolment import enter, invited, take_up
from kb.desk.signin.factors import has_factor
from kb.desk.signin.forms import EnrolmentForm
from kb.desk.signin.traces import note


@sensitive_post_parameters()
@rate_limit(action="reset_password_from_key")
def enrol(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Opened from a link: the password, then on to the second factor. Looking uses nothing up."""
    user = invited(uid, token)
    if user is None:
        return render(request, "account/enrol_over.html", status=410)
    form = EnrolmentForm(user, request.POST or None)
    if not form.is_valid():
        return render(request, "account/enrol.html", {"form": form})
    user = take_up(uid, token, form.cleaned_data["password1"])
    return enter(request, user) if user else redirect(request.path)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its mark against forgery: most often, a page that was open too long."""
    return render(request, "403_csrf.html", status=403)


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """The choice between passkey and app, which nobody can skip."""
    if has_factor(request):
        return redirect("admin:index")
    return render(request, "account/second_factor.html")


class Enrols:
    """A factor that was just enrolled was shown: the session goes on to the desk."""

    type: Authenticator.Type
    words: str

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        user = self.request.user
        record_authentication(self.request, user, method="mfa", type=self.type)
        note(user, by=user, message=f"Second factor added: {self.words}.")
        return response


class ActivateApp(Enrols, ActivateTOTPView):
    type = Authenticator.Type.TOTP
    words = "an authenticator app"


class AddPasskey(Enrols, AddWebAuthnView):
    type = Authenticator.Type.WEBAUTHN
    words = "a passkey"


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form: Form) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            form.add_error(None, get_adapter().validation_error("cannot_delete_authenticator"))
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"passkey": self.object.wrap()}
