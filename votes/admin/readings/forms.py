"""A new reading: which vote, what the source shows, and which source it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from kb.records.admin.rights import may, may_edit
from kb.records.models import Source
from votes.admin.readings.choosing import (
    sources_to_choose,
    symbol_of,
    texts_meant,
    vote_words,
    votes_called,
)
from votes.admin.readings.pages import day_words
from votes.admin.readings.rights import may_record
from votes.admin.readings.texts import TEXT_FILES, text_sent, transcript_words, votes_in
from votes.models import Reading, Resolution, RollCall
from votes.reading import formats
from votes.reading.cells import Transcript
from votes.services.recording import digest

FORMAT_NAMES = {"auto": "Find out", "board": "Vote board", "prose": "Lists of States in a text"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that one submitted form records. Vote and source may be new."""

    roll_call: RollCall
    source: Source
    transcript: Transcript
    text: str


class NewReadingForm(forms.Form):
    vote = forms.CharField(
        label="Vote",
        max_length=300,
        widget=forms.TextInput(attrs={"list": "votes", "autocomplete": "off", "autofocus": True}),
        help_text="The symbol or the title of its text, or the address of the vote.",
    )
    is_new_vote = forms.BooleanField(
        label="Make the vote: this text has none yet",
        required=False,
        help_text="A vote on the text as a whole, as a draft. Amendments, paragraphs and motions "
        "are added under Roll calls.",
    )
    held_on = forms.DateField(
        label="Day of the vote",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Only where the vote has no day yet.",
    )
    text = forms.CharField(
        label="What the source shows",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "source-text"}),
        help_text="Paste the board, or the lists of States. More around it does no harm.",
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text=f"Text alone ({', '.join(TEXT_FILES)}), at most "
        f"{formats.MOST_BYTES // 1_000_000} MB. It is read and not kept as a file.",
    )
    which = forms.Field(label="Which vote of the text", required=False)
    format = forms.ChoiceField(
        label="How it is written",
        initial="auto",
        choices=[(each, FORMAT_NAMES.get(each, each)) for each in formats.FORMATS],
    )
    source = forms.ModelChoiceField(
        label="Source",
        required=False,
        queryset=Source.objects.none(),
        empty_label="A new source, described below",
    )
    kind = forms.ChoiceField(
        label="Kind of source", choices=Source.Kind.choices, initial=Source.Kind.BOARD
    )
    title = forms.CharField(
        label="Title of the source",
        required=False,
        max_length=300,
        help_text="Left empty, a vote board is called after the day and the text.",
    )
    publisher = forms.CharField(required=False, max_length=200)
    dated_on = forms.DateField(
        label="Date of the source",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Left empty, a board has the day of the vote.",
    )
    url = forms.URLField(
        label="Where readers can open it", required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, user: Any, *args: Any, source: Source | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.entry: Entry | None = None
        self.fields["source"].queryset = sources_to_choose(source)
        self.has_several = False

    @property
    def about_source(self) -> list[forms.BoundField]:
        return [self[name] for name in ("source", "kind", "title", "publisher", "dated_on", "url")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        transcript = self._transcript(cleaned)
        roll_call = self._roll_call(cleaned, transcript)
        if transcript is not None and roll_call is not None:
            self._complete(cleaned, roll_call, transcript)
        return cleaned

    def _transcript(self, cleaned: dict[str, Any]) -> Transcript | None:
        """The vote that was sent. Its text stands in the field if the form is shown again."""
        if self.errors.keys() & {"text", "file"}:
            return None
        try:
            text = text_sent(cleaned.get("text") or "", cleaned.get("file"))
            self.data = self.data.copy()
            self.data["text"] = cleaned["text"] = text
            return self._one_of(votes_in(text, cleaned.get("format") or "auto"))
        except ValidationError as error:
            self.add_error(None, error)
            return None

    def _one_of(self, found: Sequence[Transcript]) -> Transcript:
        if len(found) == 1:
            return found[0]
        choices = [(str(number), transcript_words(each)) for number, each in enumerate(found)]
        self.fields["which"].widget = forms.RadioSelect(choices=choices)
        self.has_several = True
        chosen = self.data.get("which", "")
        if chosen in dict(choices):
            return found[int(chosen)]
        message = f"The text holds {len(found)} votes. Choose one of them."
        raise ValidationError({"which": message})

    # The vote

    def _roll_call(self, cleaned: dict[str, Any], transcript: Transcript | None) -> RollCall | None:
        typed = cleaned.get("vote")
        if not typed:
            return None
        if cleaned.get("is_new_vote"):
            roll_call = self._new_vote(texts_meant(typed))
        else:
            roll_call = self._vote_on_record(typed)
        return self._with_day(roll_call, cleaned, transcript) if roll_call else None

    def _vote_on_record(self, typed: str) -> RollCall | None:
        found = votes_called(typed)
        if len(found) == 1:
            return found[0]
        if found:
            listed = "; ".join(f"{vote.slug} ({vote_words(vote)[:80]})" for vote in found[:10])
            message = f"Several votes match. Type the address of one of them: {listed}."
        elif texts_meant(typed):
            message = "This text has no vote on record. Tick “Make the vote” to make it here."
        else:
            message = "No vote and no text on record matches. Add the text first, under Texts."
        self.add_error("vote", message)
        return None

    def _new_vote(self, texts: Sequence[Resolution]) -> RollCall | None:
        if not may(self.user, "add", RollCall):
            self.add_error("is_new_vote", "Your role does not add votes. Ask a records officer.")
        elif len(texts) != 1:
            count = "No text" if not texts else "More than one text"
            self.add_error("vote", f"{count} on record matches. Type the symbol of the text.")
        elif RollCall.objects.filter(slug=texts[0].slug).exists():
            self.add_error("is_new_vote", f"The vote is on record: {texts[0].slug}. Untick this.")
        else:
            text = texts[0]
            draft = text.drafts.order_by("order").last()
            return RollCall(resolution=text, draft=draft, slug=text.slug, is_final=True)
        return None

    def _with_day(
        self, roll_call: RollCall, cleaned: dict[str, Any], transcript: Transcript | None
    ) -> RollCall | None:
        day, known = cleaned.get("held_on"), roll_call.held_on
        if known is None and day is None and "held_on" not in self.errors:
            if transcript is not None and transcript.date:
                self.data["held_on"] = transcript.date.isoformat()
            self.add_error("held_on", "Nobody knows yet on which day this vote was held: give it.")
        elif known is None and day and not self._may_date(roll_call):
            self.add_error("held_on", "Your role does not give this vote its day. Ask an officer.")
        elif known and day and day != known:
            self.add_error(
                "held_on", f"The vote is recorded for {day_words(known)}. Leave this empty."
            )
        roll_call.held_on = known or day
        return None if "held_on" in self.errors else roll_call

    def _may_date(self, roll_call: RollCall) -> bool:
        return roll_call.pk is None or (
            may(self.user, "change", RollCall) and may_edit(self.user, roll_call)
        )

    # The source, and what speaks against recording

    def _complete(
        self, cleaned: dict[str, Any], roll_call: RollCall, transcript: Transcript
    ) -> None:
        source = cleaned.get("source") or self._new_source(cleaned, roll_call)
        if source is None or self.errors:
            return
        if not may_record(self.user, roll_call, source):
            message = "Vote and source are public, so readers would see this at once. A records "
            self.add_error(None, f"{message}officer can record it.")
        elif (same := self._same(roll_call, source, cleaned["text"])) is not None:
            link = reverse("admin:votes_reading_cells", args=[same.public_id])
            words = 'This text is on record for this vote already: see <a href="{}">{}</a>.'
            self.add_error("text", format_html(words, link, same.source))
        else:
            self.entry = Entry(roll_call, source, transcript, cleaned["text"])

    def _same(self, roll_call: RollCall, source: Source, text: str) -> Reading | None:
        """The reading of the same text; for a new source, whatever it was called before."""
        if roll_call.pk is None:
            return None
        readings = roll_call.readings.filter(sha256=digest(text)).select_related("source")
        return readings.filter(source=source).first() if source.pk else readings.first()

    def _new_source(self, cleaned: dict[str, Any], roll_call: RollCall) -> Source | None:
        kind, title = cleaned.get("kind"), cleaned.get("title")
        is_board = kind == Source.Kind.BOARD
        if not title and is_board and roll_call.held_on:
            title = f"Vote board of {day_words(roll_call.held_on)}: {symbol_of(roll_call)}"
            if known := Source.objects.filter(kind=kind, title=title).first():
                return known
        if not title:
            self.add_error("title", "Give the source its title, or choose it from the list.")
            return None
        if not may(self.user, "add", Source):
            raise ValidationError("Your role does not add sources. Choose one from the list.")
        return Source(
            kind=kind,
            title=title,
            publisher=cleaned.get("publisher") or "",
            dated_on=cleaned.get("dated_on") or (roll_call.held_on if is_board else None),
            url=cleaned.get("url") or "",
        )
