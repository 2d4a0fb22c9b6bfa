"""The vote in words: titles, descriptions, citation, the block to copy."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from kb.pages.parts.shown import Link, day_words, joined, ordinal
from votes.analysis.tally import Tally
from votes.models import Reading, RollCall

WHAT = {
    RollCall.Subject.WHOLE: "the text as a whole",
    RollCall.Subject.AMENDMENT: "an amendment",
    RollCall.Subject.PARAGRAPH: "a paragraph",
    RollCall.Subject.NO_ACTION: "a motion to take no action",
}
FIRST_HOUR = 8
COPIED = {
    "no": "Against",
    "abstain": "Abstaining",
    "yes": "In favour",
    "absent": "Absent",
    "not_recorded": "Not recorded",
}


def outcome_word(roll_call: RollCall, is_adopted: bool | None) -> str:
    """`is_adopted` is None without ballots."""
    if is_adopted is None:
        return "No vote yet" if roll_call.held_on is None else "No result yet"
    if roll_call.subject == RollCall.Subject.NO_ACTION:
        return "Motion carried" if is_adopted else "Motion not carried"
    if roll_call.subject == RollCall.Subject.PARAGRAPH:
        return "Retained" if is_adopted else "Not retained"
    return "Adopted" if is_adopted else "Not adopted"


def what_was_voted(roll_call: RollCall) -> str:
    words = WHAT[roll_call.subject]
    details = ", ".join(filter(None, [roll_call.subject_symbol, roll_call.subject_label]))
    return f"{words}, {details}" if details else words


def voted_symbol(roll_call: RollCall) -> str:
    text = roll_call.resolution
    return roll_call.subject_symbol or text.symbol or str(roll_call.draft or text.slug)


def head_title(roll_call: RollCall, counted: Tally | None, outcome: str) -> str:
    answer = f"{outcome} {counted.score}" if counted else outcome
    return f"{answer}: {roll_call.resolution.title} ({voted_symbol(roll_call)})"


def description(roll_call: RollCall, counted: Tally | None, outcome: str) -> str:
    where = f"{roll_call.resolution.body}, {roll_call.resolution.session}"
    when = f", {day_words(roll_call.held_on)}" if roll_call.held_on else ""
    answer = f"{outcome} with {counted.words}" if counted else outcome
    return (
        f"{answer}. Vote on {what_was_voted(roll_call)}, {voted_symbol(roll_call)}, "
        f"{where}{when}: how each State voted, what was asked, and the sources."
    )


def citation(
    roll_call: RollCall, counted: Tally | None, outcome: str, address: str, at: datetime
) -> str:
    result = f"{outcome} {counted.score}" if counted else outcome
    today = day_words(timezone.localdate(at))
    return (
        f"{settings.SITE_NAME}, vote on {voted_symbol(roll_call)}, {result}, "
        f"version {roll_call.version}, {address}, read on {today}."
    )


def record_label(roll_call: RollCall, reading: Reading | None) -> str:
    """ "Official record", or "Provisional: board of 15:00" where its source is public."""
    if roll_call.standing != RollCall.Standing.PROVISIONAL:
        return roll_call.get_standing_display()
    if reading is None:
        return "Provisional"
    if reading.clock:
        return f"Provisional: board of {clock_of_the_day(reading.clock)}"
    return f"Provisional: {reading.source.get_kind_display().lower()}"


def clock_of_the_day(printed: str) -> str:
    """A board's clock in 24 hours. Bodies meet between 8 and 20: "3:00" is 15:00."""
    hours, colon, minutes = printed.partition(":")
    if colon and hours.isdigit() and minutes.isdigit() and int(hours) < FIRST_HOUR:
        return f"{int(hours) + 12}:{minutes}"
    return printed


def requested(roll_call: RollCall) -> str:
    return f"The vote was requested by {roll_call.requested_by}." if roll_call.requested_by else ""


def breadcrumbs(roll_call: RollCall) -> list[Link]:
    text = roll_call.resolution
    item = [Link(f"Item {text.agenda_item.number}")] if text.agenda_item else []
    name = text.symbol or str(roll_call.draft or text.slug)
    return [Link(str(text.session)), *item, Link(name, text.get_absolute_url()), Link("Vote")]


def meeting(roll_call: RollCall) -> str:
    return f"{ordinal(roll_call.meeting)} meeting" if roll_call.meeting else ""


def copy_text(
    roll_call: RollCall,
    counted: Tally,
    outcome: str,
    positions: Mapping[str, str],
    names: Mapping[str, str],
    address: str,
) -> str:
    """The result as a paragraph to paste into a message: answer first, then the lists."""
    provisional = roll_call.standing == RollCall.Standing.PROVISIONAL
    when = f", {day_words(roll_call.held_on)}" if roll_call.held_on else ""
    lines = [
        f"{outcome} {counted.score}{' (provisional)' if provisional else ''}: "
        f"{roll_call.resolution.title}, {voted_symbol(roll_call)}{when}."
    ]
    for position, heading in COPIED.items():
        states = sorted(names.get(code, code) for code, p in positions.items() if p == position)
        if states:
            lines.append(f"{heading} ({len(states)}): {joined(states)}.")
    return "\n".join([*lines, address])
