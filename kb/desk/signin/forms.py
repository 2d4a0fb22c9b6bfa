"""Forms of the account pages, as far as they are not allauth's."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError


class SignInForm(LoginForm):
    """Names are kept in small letters, so that a telephone's capital does no harm."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Name"
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_login(self) -> str:
        return super().clean_login().lower()


class AddPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(
        required=False,
        max_length=60,
        help_text="To tell it from others, such as “Work laptop” or “Blue key”.",
    )
    passwordless = forms.BooleanField(
        required=False,
        initial=True,
        label="Sign in with this alone, without a password",
        help_text="Leave this on, unless yours is a simple key that knows no fingerprint or PIN.",
    )


class EnrolmentForm(forms.Form):
    """The first password, or a new one in place of a lost one."""

    username = forms.CharField(
        label="Name",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "username", "readonly": True}),
        help_text="You sign in with this name.",
    )
    password1 = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least twelve characters. A sentence is good; so is a password manager.",
    )
    password2 = forms.CharField(
        label="Password, once more",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, initial={"username": user.get_username()}, **kwargs)

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        return password

    def clean_password2(self) -> str:
        second = self.cleaned_data["password2"]
        if second != self.cleaned_data.get("password1", second):
            raise ValidationError("The two are not the same.")
        return second
