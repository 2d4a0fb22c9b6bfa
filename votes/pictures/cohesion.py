"""How far a group held together, period by period: a column each, as high as its cohesion."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from votes.analysis.agreement import percent
from votes.analysis.groups import Cohesion

# In the picture's own units: the height of 100 %, the room above, below and beside the columns,
# the width of all of them, and the room that a label needs.
HEIGHT, HEAD, FOOT, SIDE, WIDTH, LABEL = 120, 12, 18, 40, 560, 40
LONGEST_LABEL = 4


def cohesion_chart(periods: Sequence[tuple[str, Cohesion]]) -> SafeString:
    """A column a period, each telling its figures; empty for fewer than two periods.

    Years are written below, as many as there is room for; longer labels are left to the table.
    """
    if len(periods) < 2:
        return SafeString("")
    pitch = min(WIDTH / len(periods), LABEL)
    every = max(1, round(LABEL / pitch + 0.49))
    columns = [
        (_column(label, found, SIDE + place * pitch, pitch, not place % every),)
        for place, (label, found) in enumerate(periods)
    ]
    counted = [found for _, found in periods if found.share is not None]
    return format_html(
        '<svg class="cohesion-chart" role="img" aria-label="{}" viewBox="0 0 {} {}" '
        'direction="ltr">{}{}</svg>',
        f"Cohesion in {len(counted)} periods. The table below gives the figures.",
        SIDE + WIDTH,
        HEAD + HEIGHT + FOOT,
        format_html_join("", "{}", ((_line(each),) for each in (0, 50, 100))),
        format_html_join("", "{}", columns),
    )


def _line(share: int) -> SafeString:
    y = HEAD + HEIGHT - HEIGHT * share / 100
    return format_html(
        '<path class="rule" d="M{} {}h{}"/><text x="{}" y="{}" text-anchor="end">{} %</text>',
        SIDE,
        y,
        WIDTH,
        SIDE - 4,
        y + 4,
        share,
    )


def _column(label: str, found: Cohesion, x: float, pitch: float, is_labelled: bool) -> SafeString:
    height = HEIGHT * float(found.share or 0)
    votes = "1 vote" if found.votes == 1 else f"{found.votes} votes"
    said = f"{percent(found.share)} of {votes}" if found.votes else "no vote to count"
    bar = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        f"{x + 1:.1f}",
        f"{HEAD + HEIGHT - height:.1f}",
        f"{pitch - 2:.1f}",
        f"{height:.1f}",
        f"{label}: {said}",
    )
    if not is_labelled or len(label) > LONGEST_LABEL:
        return bar
    middle, line = f"{x + pitch / 2:.1f}", HEAD + HEIGHT + FOOT - 4
    return bar + format_html(
        '<text x="{}" y="{}" text-anchor="middle">{}</text>', middle, line, label
    )
