"""Accounts of staff, for administrators: who they are, their roles, a new link, shutting."""

from typing import Any

from allauth.account.admin import EmailAddress
from allauth.account.decorators import reauthentication_required
from allauth.mfa.admin import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.timezone import localtime

from kb.desk.staff import end_sessions, invite, refuse_last_administrator, reset
from kb.records.services import Refused

# Named where they are registered, so that they are, before they are taken out again.
for _model in (EmailAddress, Authenticator, Group, User):
    admin.site.unregister(_model)


class StaffForm(ModelForm):
    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "is_active", "groups")
        labels = {"username": "Name", "is_active": "May sign in", "groups": "Roles"}
        help_texts = {
            "username": "To sign in with; in small letters.",
            "is_active": "Untick to shut the account at once, everywhere. It is never deleted, "
            "since its name stands in the history of what it changed.",
            "groups": "What this person may do at the desk. One role or several.",
        }
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def clean_username(self) -> str:
        name = self.cleaned_data["username"].lower()
        if User.objects.filter(username=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Somebody has this name already.")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and {"is_active", "groups"} <= cleaned.keys():
            try:
                refuse_last_administrator(
                    self.instance, is_active=cleaned["is_active"], roles=cleaned["groups"]
                )
            except Refused as error:
                raise ValidationError(str(error)) from error
        return cleaned


@admin.register(User)
class StaffAdmin(admin.ModelAdmin):
    form = StaffForm
    change_form_template = "admin/auth/user/change_form.html"
    list_display = ("name", "full_name", "roles", "second_factors", "last_sign_in", "is_active")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name")
    ordering = ("username",)
    readonly_fields = ("second_factors", "last_sign_in")
    fields = ("username", "first_name", "last_name", "groups", "is_active")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups", "authenticator_set")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody gives roles to oneself, or shuts oneself out."""
        own = ("is_active", "groups") if obj == request.user else ()
        return (*self.readonly_fields, *own)

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return (*self.fields, *self.readonly_fields) if obj else self.fields

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        obj.is_staff = True
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            end_sessions(obj)

    # Columns

    @admin.display(description="Name", ordering="username")
    def name(self, user: User) -> str:
        return user.username

    @admin.display(description="Person")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description="Roles")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or "none"

    @admin.display(description="Second factors")
    def second_factors(self, user: User) -> str:
        types = [each.type for each in user.authenticator_set.all()]
        passkeys = types.count(Authenticator.Type.WEBAUTHN)
        words = [f"{passkeys} passkey{'s' * (passkeys > 1)}"] if passkeys else []
        words += ["an authenticator app"] if Authenticator.Type.TOTP in types else []
        return " and ".join(words) or "none yet"

    @admin.display(description="Last signed in", ordering="last_login")
    def last_sign_in(self, user: User) -> str:
        return date_format(localtime(user.last_login), "j F Y, H:i") if user.last_login else "never"

    # A new link

    def get_urls(self) -> list[Any]:
        # Whoever makes a link could take the account over: not at a desk left open.
        asked_again = reauthentication_required(app="allauth.mfa")(self.link_view)
        view = self.admin_site.admin_view(asked_again)
        return [path("<int:pk>/link/", view, name="auth_user_link"), *super().get_urls()]

    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks what was lost; answers with the link, which is shown this once."""
        user = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, user) or user == request.user:
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": f"A new enrolment link for {user.get_username()}",
            "opts": self.opts,
            "original": user,
            "second_factors": self.second_factors(user),
        }
        if request.method == "POST":
            try:
                context["link"] = self._new_link(request, user)
            except Refused as error:
                messages.error(request, str(error))
                return redirect("admin:auth_user_change", pk)
        return render(request, "admin/auth/user/link.html", context)

    def _new_link(self, request: HttpRequest, user: User) -> str:
        if "reset" in request.POST:
            reset(user, by=request.user)
        return invite(user, by=request.user)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The next step of a new account is its link."""
        return redirect("admin:auth_user_link", obj.pk)
