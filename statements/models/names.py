"""Names that must not be told, looked for in the words that readers see."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """Words that readers see, and what staff know them by: the ask “…” in “…”."""

    what: str
    words: tuple[str, ...]


def given_away(names: Iterable[str], told: Iterable[Told]) -> str:
    """A sentence for staff if one of `told` holds one of `names`, else an empty one."""
    names = list(names)
    found = next((each.what for each in told if holds_a_name(names, *each.words)), "")
    return f"The {found} tells a name that must not be told. Take it out first." if found else ""


def holds_a_name(names: Iterable[str], *texts: str) -> bool:
    """Whether one of `names` stands in `texts`, whatever its case, accents, blanks and hyphens."""
    words = _plain(" ".join(texts))
    return any(plain in words for plain in map(_plain, names) if plain)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return BETWEEN_WORDS.sub(" ", bare).strip()
