"""The sponsors of a text, with the groups for which they speak."""

import re

from votes.reading.cells import Sponsor

_HEADING = re.compile(r"\s*(?:main |draft )?(?:sponsor|author)s?\s*:\s*", re.IGNORECASE)
_ON_BEHALF = re.compile(r"\bon behalf of (?:the )?", re.IGNORECASE)
# Names with "and" inside are no two sponsors.
_AND = re.compile(
    r"(?<!Bosnia)(?<!Trinidad)(?<!Antigua)(?<!Kitts)(?<!Tome)(?<!Tomé)(?<!Vincent)(?<!Britain)"
    r"(?<!Wallis)\s+and\s+",
    re.IGNORECASE,
)
_LONGEST_LIST = 10_000


def sponsors_note(note: str) -> str | None:
    """The list of a note "Main sponsors: China, Egypt"; None for another note."""
    match = _HEADING.match(note)
    return note[match.end() :] if match else None


def sponsors_in(text: str) -> tuple[Sponsor, ...]:
    """The sponsors of a list, "Pakistan (on behalf of the OIC, except Albania), China"."""
    found: list[Sponsor] = []
    text = " ".join(text[:_LONGEST_LIST].split())
    for part, joined in _parts(text):
        if found and _continues(part, joined, found[-1]):
            glue = " and " if joined else ", "
            last = found.pop()
            group = f"{last.on_behalf_of}{glue}{part}" if last.on_behalf_of else None
            name = last.name if group else f"{last.name}{glue}{part}"
            found.append(Sponsor(f"{last.printed}{glue}{part}", name, group))
            continue
        sponsor = _sponsor(part)
        if joined and sponsor.on_behalf_of and not part.endswith(")"):
            found = [
                Sponsor(one.printed, one.name, one.on_behalf_of or sponsor.on_behalf_of)
                for one in found
            ]
        found.append(sponsor)
    return tuple(one for one in found if one.name)


def _parts(text: str) -> list[tuple[str, bool]]:
    """The list cut at commas and "and" outside brackets; whether "and" stood before a part."""
    parts, start, depth = [], 0, 0
    for place, letter in enumerate(text):
        depth = max(depth + (letter == "(") - (letter == ")"), 0)
        if letter in ",;" and not depth:
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    cut = [
        (piece.strip(" .\t"), number > 0)
        for part in parts
        for number, piece in enumerate([part] if "(" in part else _AND.split(part))
    ]
    return [
        (piece[4:].strip(), True) if piece.lower().startswith("and ") else (piece, joined)
        for piece, joined in cut
        if piece
    ]


def _continues(part: str, joined: bool, last: Sponsor) -> bool:
    """Whether a part belongs to the one before: ", except Albania and Tunisia", ", Republic of"."""
    if part.lower().startswith("except"):
        return True
    if joined and last.on_behalf_of and not last.printed.endswith(")"):
        return not _ON_BEHALF.search(part)
    return part.lower().endswith("republic of")


def _sponsor(part: str) -> Sponsor:
    match = _ON_BEHALF.search(part)
    if match is None:
        return Sponsor(part, part)
    name, group = part[: match.start()].rstrip(), part[match.end() :].strip()
    if name.endswith("(") and group.endswith(")"):
        group = group[:-1].rstrip()
    return Sponsor(part, name.rstrip("( "), group)
