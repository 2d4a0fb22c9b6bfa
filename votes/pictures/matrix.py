"""The agreement matrix: a cell a pair of States, the darker the more often they voted alike."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from votes.analysis.agreement import Agreement, Variant, percent

# In the picture's own units: the side of a cell, the room of a code, the height of the legend.
CELL, CODE, LEGEND = 10, 26, 34
STEPS = 10
# Up to so many States fit a phone.
FEW = 25


def agreement_matrix(
    order: Sequence[str], pairs: Iterable[Agreement], variant: Variant, *, key: str = "matrix"
) -> SafeString:
    """Half a square: every State of `order` is a row, and a column below its code.

    Each cell tells its pair and the votes it rests on; a pair without a common vote is hatched.
    Empty for fewer than two States.
    """
    if len(order) < 2:
        return SafeString("")
    places = {state: place for place, state in enumerate(order)}
    cells = [_cell(pair, places, variant, key) for pair in pairs]
    size = len(order) * CELL
    width = max(size + CODE, (STEPS + 7) * 2 * CELL)
    return format_html(
        '<svg class="agreement-matrix {}" role="img" aria-label="{}" width="{}" '
        'viewBox="0 0 {} {}" direction="ltr">{}{}{}{}</svg>',
        "large" if len(order) > FEW else "small",
        f"Agreement of {len(order)} States, those that voted alike side by side. The table below "
        "says the same in figures.",
        2 * width,
        width,
        size + LEGEND,
        _hatch(key),
        # Codes of States and numbers of ours alone: escaped, thousands of cells take seconds.
        mark_safe("".join(cells)),
        mark_safe("".join(_code(state, place) for state, place in places.items())),
        _legend(size + 12, key),
    )


def step(pair: Agreement, variant: Variant) -> int | None:
    """From 0 to 9, by tenths; all alike is in the last. None without a common vote."""
    share = pair.share(variant)
    return None if share is None else min(int(share * STEPS), STEPS - 1)


def _cell(pair: Agreement, places: dict[str, int], variant: Variant, key: str) -> str:
    column, row = sorted((places[pair.first], places[pair.second]))
    shade = step(pair, variant)
    look = f'fill="url(#{key}-none)"' if shade is None else f'class="alike-{shade}"'
    votes = f" of {pair.common}" if pair.common else ""
    return (
        f'<path {look} d="M{column * CELL} {row * CELL}h{CELL}v{CELL}h-{CELL}z">'
        f"<title>{pair.first}, {pair.second}: {percent(pair.share(variant))}{votes}</title></path>"
    )


def _code(state: str, place: int) -> str:
    return f'<text x="{place * CELL + 1}" y="{place * CELL + CELL - 1.5}">{state}</text>'


def _hatch(key: str) -> SafeString:
    return format_html(
        '<defs><pattern id="{}-none" width="4" height="4" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="ground-none" width="4" height="4"/>'
        '<rect class="stripe-none" width="1" height="4"/></pattern></defs>',
        key,
    )


def _legend(top: int, key: str) -> SafeString:
    width = 2 * CELL
    steps = "".join(
        f'<path class="alike-{each}" d="M{(each + 1) * width} {top}h{width}v{CELL}h-{width}z"/>'
        for each in range(STEPS)
    )
    end = (STEPS + 1) * width
    return format_html(
        '<text x="0" y="{0}">0 %</text>{1}<text x="{2}" y="{0}">100 %</text>'
        '<path fill="url(#{3}-none)" d="M{4} {5}h{6}v{7}h-{6}z"/>'
        '<text x="{8}" y="{0}">no common votes</text>',
        top + CELL - 1.5,
        mark_safe(steps),
        end + 3,
        key,
        end + 2 * width,
        top,
        width,
        CELL,
        end + 3 * width + 3,
    )
