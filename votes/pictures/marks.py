"""The five marks as every picture and page shows them: a letter, a word, a class and a pattern."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from votes.reading.cells import Position


@dataclass(frozen=True, slots=True)
class Mark:
    """How a position is shown. `position` is also its class in the stylesheet."""

    position: Position
    letter: str
    word: str


MARKS: dict[Position, Mark] = {
    "yes": Mark("yes", "Y", "yes"),
    "no": Mark("no", "N", "no"),
    "abstain": Mark("abstain", "A", "abstain"),
    "absent": Mark("absent", "–", "absent"),
    "not_recorded": Mark("not_recorded", "?", "not recorded"),
}


def patterns(key: str) -> SafeString:
    """Upright stripes for no and a slanted hatch for abstain: told apart without any colour."""
    return format_html(
        '<defs><pattern id="{0}-no" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect class="ground-no" width="6" height="6"/>'
        '<rect class="stripe-no" width="1.5" height="6"/></pattern>'
        '<pattern id="{0}-abstain" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="ground-abstain" width="8" height="8"/>'
        '<rect class="stripe-abstain" width="3.5" height="8"/></pattern></defs>',
        key,
    )


def fill(position: Position, key: str) -> SafeString:
    """The attribute that fills a shape with its pattern; empty where plain colour does."""
    if position in ("no", "abstain"):
        return format_html(' fill="url(#{}-{})"', key, position)
    return SafeString("")
