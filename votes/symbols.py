"""UN document symbols: how people type them, and the one key under which they are found."""

import re

TOKEN = re.compile(r"[a-z]+|[0-9]+")
WORD = re.compile(r"[a-z0-9]+")
BARE = re.compile(r"(?:s-)?[0-9]+-[0-9]+")
# A corrigendum or addendum of a document is found with the document.
ADDITION = re.compile(r"(?:-(?:corr|add)(?:-[0-9]+)?)+$")
# A remark that a source prints after the symbol: "A/HRC/50/L.37 as orally revised".
REMARK = re.compile(r"-as-(?:[a-z]+-)*[a-z]+$")
# What follows the number of a draft: its revision, corrigendum or addendum.
STAGE = re.compile(r"-(?:rev|corr|add)(?:-[0-9]+)?(?![a-z])")
SPELT_OUT = {"resolution": "res", "decision": "dec", "revision": "rev", "corrigendum": "corr"}
# In the order in which a bare number such as 43/21 is looked up.
ADOPTED = ("res", "dec", "prst")
# The longest symbol that can be on record; whatever is longer is none.
LONGEST = 100
# The longest address of a vote.
LONGEST_SLUG = 120


def slug(symbol: str) -> str:
    """ "A/HRC/43/L.31/Rev.1" -> "a-hrc-43-l-31-rev-1": the address, and the key for look-ups.

    Case, blanks, full stops, hyphens for slashes and a trailing slash make no difference.
    """
    return "-".join(TOKEN.findall(symbol.lower()))


def lookup_key(typed: str) -> str:
    """The key of what somebody typed: words shortened, a remark left out; empty for no symbol."""
    typed = " ".join(typed.split())
    if len(typed) > LONGEST:
        return ""
    words = (SPELT_OUT.get(word, word) for word in TOKEN.findall(typed.lower()))
    return without_remark("-".join(words))


def candidates(typed: str, body: str = "a-hrc") -> list[str]:
    """The full keys that a typed symbol may stand for, the likeliest first.

    "43/21" is the resolution before the decision, but "A/HRC/43/21" is a report; "RES/43/21" and
    "HRC/RES/43/21" lack a head; "A/HRC/43/L.31/Corr.1" is found with the draft that it corrects.
    """
    key = lookup_key(typed)
    if BARE.fullmatch(key):
        return [f"{body}-{kind}-{key}" for kind in ADOPTED]
    keys = dict.fromkeys([key, ADDITION.sub("", key)])
    return [head + each for each in keys if each for head in ("", "a-", f"{body}-")]


def is_draft_number(typed: str) -> bool:
    """Whether only the end of a draft's symbol was typed: "L.13/Rev.1"."""
    return lookup_key(typed).startswith("l-")


def without_remark(key: str) -> str:
    """ "a-hrc-50-l-37-as-orally-revised" -> "a-hrc-50-l-37"."""
    return REMARK.sub("", key)


def draft_number(key: str) -> str:
    """The draft whatever its stage: "a-hrc-43-l-31-rev-1" -> "a-hrc-43-l-31"."""
    return STAGE.sub("", without_remark(key))


def vote_slug(text: str, *, subject: str, is_final: bool, symbol: str = "", label: str = "") -> str:
    """The address of a vote, from that of its text.

    The final vote on the whole has the text's own, an amendment its own symbol, everything else a
    suffix: "a-hrc-res-43-21-op8", "a-hrc-res-43-21-no-action".
    """
    if subject == "whole" and is_final:
        return text
    if subject == "amendment" and symbol:
        return slug(symbol)
    words = "-".join(WORD.findall(label.lower())) or subject.replace("_", "-")
    return f"{text}-{words}"[:LONGEST_SLUG].rstrip("-")
