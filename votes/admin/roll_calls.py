from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from kb.records.admin.forms import HeadForm
from votes.admin.finding import SearchedBySymbol, SessionOfTextFilter
from votes.admin.importing.rights import import_links
from votes.admin.importing.urls import import_urls
from votes.admin.linked_list import LinkedListAdmin
from votes.admin.readings.urls import reading_urls
from votes.analysis.tally import tally
from votes.models import Ballot, Draft, RollCall
from votes.pictures.marks import MARKS, Mark
from votes.symbols import vote_slug

# What the address of a vote is made of.
OF_ADDRESS = {"resolution", "subject", "subject_symbol", "subject_label", "is_final"}


class RollCallForm(HeadForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "draft" in self.fields:
            text = self._text_id()
            self.fields["draft"].queryset = Draft.objects.filter(resolution=text)
            if text is None:
                self.fields["draft"].help_text += " Those of the text appear once it is saved."
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text += " Left empty, it is made from what was voted on."

    def _text_id(self) -> int | None:
        """The text whose drafts stand to choose from: as sent, as preselected, or as stored."""
        sent = self.data.get("resolution") if self.is_bound else self.initial.get("resolution")
        is_number = str(sent).isdecimal()
        return int(sent) if is_number else self.instance.resolution_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self._needs_address():
            now = {name: self._now(name, cleaned) for name in OF_ADDRESS}
            cleaned["slug"] = vote_slug(
                now["resolution"].slug,
                subject=now["subject"],
                is_final=bool(now["is_final"]),
                symbol=now["subject_symbol"] or "",
                label=now["subject_label"] or "",
            )
        return cleaned

    def _needs_address(self) -> bool:
        """One that is empty, or that no person gave and that what was voted on has left behind."""
        if self.errors.keys() & {*OF_ADDRESS, "slug"}:
            return False
        if "slug" in self.changed_data or self.instance._state.adding:
            return not self.cleaned_data.get("slug")
        return "is_final" in self.changed_data

    def _now(self, name: str, cleaned: dict[str, Any]) -> Any:
        return cleaned[name] if name in cleaned else getattr(self.instance, name)


@dataclass(frozen=True, slots=True)
class Cast:
    """One position with the States that took it, corrected ones marked."""

    mark: Mark
    states: list[str]


def cast(ballots: QuerySet[Ballot]) -> list[Cast]:
    """The ballots by position, in one query."""
    by_position: dict[str, list[str]] = {position: [] for position in MARKS}
    rows = ballots.order_by("state__name").values_list("position", "state__name", "correction")
    for position, state, correction in rows:
        by_position[position].append(f"{state} (corrected)" if correction else state)
    return [Cast(MARKS[position], states) for position, states in by_position.items() if states]


@admin.register(RollCall)
class RollCallAdmin(SearchedBySymbol, LinkedListAdmin):
    to_text = "resolution__"
    form = RollCallForm
    list_display = ["text", "subject_words", "held_on", "standing", "is_final", "state"]
    list_filter = [SessionOfTextFilter, "standing", "subject", "state", "is_final"]
    list_select_related = ["resolution"]
    date_hierarchy = "held_on"
    search_fields = ["resolution__title", "subject_label"]
    search_help_text = "Words of the title, or a symbol, typed anyhow: L.31/Rev.1, 43/21."
    autocomplete_fields = ["resolution", "requested_by"]
    readonly_fields = ["standing", "result", "accounts"]
    fieldsets = [
        ("What was voted on", {"fields": ["resolution", "draft"]}),
        (None, {"fields": ["subject", "subject_symbol", "subject_label", "is_final"]}),
        ("When, and at whose request", {"fields": ["held_on", "meeting", "requested_by"]}),
        ("The result", {"fields": ["standing", "result", "accounts"]}),
        ("Address", {"fields": ["slug"]}),
    ]

    @admin.display(description="Text", ordering="resolution__slug")
    def text(self, vote: RollCall) -> str:
        return str(vote.resolution)

    @admin.display(description="Voted on", ordering="subject")
    def subject_words(self, vote: RollCall) -> str:
        details = filter(None, [vote.subject_symbol, vote.subject_label])
        return ": ".join([vote.get_subject_display(), ", ".join(details)]).removesuffix(": ")

    @admin.display(description="Ballots")
    def result(self, vote: RollCall) -> SafeString | str:
        casts = cast(vote.ballots.all())
        if not casts:
            return "No reading was accepted yet."
        counted = tally([each.mark.position for each in casts for _ in each.states])
        return render_to_string("admin/votes/ballots.html", {"tally": counted, "casts": casts})

    @admin.display(description="Readings")
    def accounts(self, vote: RollCall) -> SafeString | str:
        readings = list(vote.readings.select_related("source", "recorded_by"))
        if not readings:
            return "None yet."
        return render_to_string(
            "admin/votes/readings.html",
            {"readings": readings, "accepted": vote.accepted_reading_id},
        )

    def list_links(self, request: HttpRequest) -> list[tuple[str, str]]:
        return import_links(request.user)

    def links(self, request: HttpRequest, obj: RollCall) -> list[tuple[str, str]]:
        """Readings and ballots have pages of their own, for those who may use them."""
        new = f"{reverse('admin:votes_reading_new')}?{urlencode({'roll_call': obj.public_id})}"
        accept = reverse("admin:votes_rollcall_accept", args=[obj.public_id])
        correct = reverse("admin:votes_rollcall_correct", args=[obj.public_id])
        tasks = [
            ("New reading", new, "add_reading"),
            ("Accept a reading", accept, "accept_reading"),
        ]
        if obj.standing != RollCall.Standing.NONE:
            tasks.append(("Correct a ballot", correct, "correct_ballot"))
        may = request.user.has_perm
        own = [(words, url) for words, url, permission in tasks if may(f"votes.{permission}")]
        return [*own, *super().links(request, obj)]

    def get_urls(self) -> list[Any]:
        return [*import_urls(self.admin_site), *reading_urls(self.admin_site), *super().get_urls()]
