"""UN document symbols: how people type them, and the one key under which they are found."""

import re

TOKEN = re.compile(r"[a-z]+|[0-9]+")
BARE = re.compile(r"[0-9]+-[0-9]+|s-[0-9]+-[0-9]+")
# In the order in which a bare number such as 43/21 is looked up.
ADOPTED = ("res", "dec", "prst")


def slug(symbol: str) -> str:
    """ "A/HRC/43/L.31/Rev.1" -> "a-hrc-43-l-31-rev-1": the address, and the key for look-ups.

    Case, blanks, full stops, hyphens for slashes and a trailing slash make no difference.
    """
    return "-".join(TOKEN.findall(symbol.lower()))


def candidates(typed: str, body: str = "a-hrc") -> list[str]:
    """The full keys that a typed symbol may stand for, the likeliest first.

    "43/21" is the resolution before the decision; "RES/43/21" and "HRC/RES/43/21" lack a head.
    """
    key = slug(typed)
    if BARE.fullmatch(key):
        return [f"{body}-{kind}-{key}" for kind in ADOPTED]
    heads = ["", "a-", f"{body}-"]
    return [head + key for head in heads if key]


def is_draft_number(typed: str) -> bool:
    """Whether only the end of a draft's symbol was typed: "L.13/Rev.1"."""
    return slug(typed).startswith("l-")
