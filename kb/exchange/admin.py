"""Keys of partners, for administrators: made and shown once, changed, revoked with a reason."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone

from kb.exchange.keys.services import make_key, revoke_key
from kb.exchange.models import PartnerKey
from kb.exchange.models.partner_key import ALLOWED_SCOPES, in_a_year, only_public
from kb.records.admin.base import RecordAdmin
from kb.records.admin.forms import HeadForm
from kb.records.admin.saving import by_whom
from kb.records.geneva import in_geneva
from kb.records.services import Refused

WORDS = dict(
    zip(
        (" ".join(scopes) for scopes in ALLOWED_SCOPES),
        ("What is public", "What is public, and what is under embargo, marked as such"),
        strict=True,
    )
)


class ScopesField(forms.ChoiceField):
    """The list of scopes as one choice."""

    widget = forms.RadioSelect

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> list[str]:
        return super().clean(value).split()


class KeyForm(HeadForm):
    scopes = ScopesField(
        label="What it opens",
        choices=list(WORDS.items()),
        initial=only_public,
        help_text="Give a sight of what is under embargo only to whom you trust to keep it.",
    )
    expires_at = forms.DateTimeField(
        label="Ends",
        initial=in_a_year,
        help_text="From then on it opens nothing: a day and a time, Geneva time.",
    )


class RevokeForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the history of the key; the partner does not see it.",
    )


class StandingFilter(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("valid", "Valid"), ("ended", "Ended"), ("revoked", "Revoked")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        if self.value() == "valid":
            return queryset.filter(revoked_at=None, expires_at__gt=now)
        if self.value() == "ended":
            return queryset.filter(revoked_at=None, expires_at__lte=now)
        if self.value() == "revoked":
            return queryset.filter(revoked_at__isnull=False)
        return queryset


@admin.register(PartnerKey)
class PartnerKeyAdmin(RecordAdmin):
    form = KeyForm
    list_display = ["partner", "prefix", "opens", "standing", "last_used_on"]
    list_filter = [StandingFilter]
    search_fields = ["partner", "prefix", "note"]
    readonly_fields = ["prefix", "standing", "created_at", "created_by", "last_used_on"]
    fieldsets = [
        ("Whose key", {"fields": ["partner", "note"]}),
        ("What it opens, until when", {"fields": ["scopes", "expires_at"]}),
        ("The key", {"fields": readonly_fields}),
    ]

    # Rights

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is revoked stays as it is."""
        is_open = obj is None or obj.revoked_at is None
        return is_open and super().has_change_permission(request, obj)

    # Columns

    @admin.display(description="Opens")
    def opens(self, key: PartnerKey) -> str:
        return "public and embargoed" if key.sees_embargoed else "public"

    @admin.display(description="Standing")
    def standing(self, key: PartnerKey) -> str:
        if key.revoked_at is not None:
            return f"revoked, {in_geneva(key.revoked_at)}"
        word = "valid until" if key.is_valid(timezone.now()) else "ended"
        return f"{word} {in_geneva(key.expires_at)}"

    # A new key

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever makes a key can read by it from anywhere: not at a desk left open."""
        asked_again = reauthentication_required(app="allauth.mfa")(super().add_view)
        return asked_again(request, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: PartnerKey, form: ModelForm, change: bool
    ) -> None:
        if change:
            super().save_model(request, obj, form, change)
        else:
            said = by_whom(request, form)
            request.new_key = make_key(obj, by=said["by"], reason=said["reason"])

    def response_add(
        self, request: HttpRequest, obj: PartnerKey, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The key in the answer itself: no message, no session and no address ever holds it."""
        context = self._context(request, obj, f"The key of {obj.partner}")
        context["key"] = request.new_key
        return render(request, "admin/exchange/partnerkey/new.html", context)

    # Revoking

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.revoke_view)
        revoke = path("<int:pk>/revoke/", view, name="exchange_partnerkey_revoke")
        return [revoke, *super().get_urls()]

    def links(self, request: HttpRequest, obj: PartnerKey) -> list[tuple[str, str]]:
        if not self.has_change_permission(request, obj):
            return []
        return [("Revoke", reverse("admin:exchange_partnerkey_revoke", args=[obj.pk]))]

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        key = get_object_or_404(PartnerKey, pk=pk)
        if not super().has_change_permission(request, key):
            raise PermissionDenied
        form = RevokeForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                revoke_key(key, by=request.user, reason=form.cleaned_data["reason"])
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, f"The key of {key} opens nothing any more.")
            return redirect("admin:exchange_partnerkey_change", pk)
        context = self._context(request, key, f"Revoke the key of {key}") | {"form": form}
        return render(request, "admin/exchange/partnerkey/revoke.html", context)

    def _context(self, request: HttpRequest, key: PartnerKey, title: str) -> dict[str, Any]:
        page = {"title": title, "opts": self.opts, "original": key}
        return self.admin_site.each_context(request) | page
