"""Free addresses for new texts and votes, made of words."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.records.models import FormerAddress
from votes.models import Resolution, RollCall
from votes.symbols import LONGEST, LONGEST_SLUG

_WORD = re.compile(r"[a-z0-9]+")
_FEW_WORDS = 6


@dataclass(slots=True)
class Addresses:
    """Hands out each address once: none that a record has, or had while it was public."""

    texts: set[str]
    votes: set[str]

    @classmethod
    def on_record(cls) -> "Addresses":
        former = FormerAddress.objects.values_list("path", flat=True)
        left = {path.strip("/").rpartition("/")[2] for path in former}
        return cls(
            texts=left.union(Resolution.objects.values_list("slug", flat=True)),
            votes=left.union(RollCall.objects.values_list("slug", flat=True)),
        )

    def of_text(self, wanted: str, *, title: str, key: str) -> str:
        return _first_free(self.texts, _candidates(wanted, title, key, LONGEST))

    def of_vote(self, wanted: str, *, title: str, key: str) -> str:
        return _first_free(self.votes, _candidates(wanted, title, key, LONGEST_SLUG))


def _first_free(taken: set[str], candidates: Iterator[str]) -> str:
    slug = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(slug)
    return slug


def _candidates(wanted: str, title: str, key: str, longest: int) -> Iterator[str]:
    """As wanted, else with words of the title, else with letters that stand for the record."""
    yield wanted[:longest].rstrip("-")
    words = "-".join(_WORD.findall(title.lower())[:_FEW_WORDS])[: longest // 2]
    yield _with(wanted, words, longest)
    digest = hashlib.sha256(key.encode()).hexdigest()
    for length in (4, 40):
        letters = "".join("abcdefghijklmnop"[int(digit, 16)] for digit in digest[:length])
        yield _with(wanted, letters, longest)


def _with(wanted: str, end: str, longest: int) -> str:
    return f"{wanted[: longest - len(end) - 1]}-{end}".strip("-")
