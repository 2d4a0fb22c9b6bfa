"""UN document symbols: taken apart, put right, and the one key under which they are found."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

TOKEN = re.compile(r"[a-z]+|[0-9]+")
WORD = re.compile(r"[a-z0-9]+")
BARE = re.compile(r"(?:(?:s|es|om)-)?[0-9]+-[0-9]+")
# A corrigendum or addendum of a document is found with the document.
ADDITION = re.compile(r"(?:-(?:corr|add)(?:-[0-9]+)?)+$")
# A remark that a source prints after the symbol: "A/HRC/50/L.37 as orally revised".
REMARK = re.compile(r"-as-(?:[a-z]+-)*[a-z]+$")
# What follows the number of a draft: its revision, corrigendum or addendum.
STAGE = re.compile(r"-(?:rev|corr|add)(?:-[0-9]+)?(?![a-z])")
SPELT_OUT = {"resolution": "res", "decision": "dec", "revision": "rev", "corrigendum": "corr"}
# In the order in which a bare number such as 43/21 is looked up.
ADOPTED = ("res", "dec", "prst")
# Emergency special sessions are the General Assembly's alone.
ASSEMBLY = "a"
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
        head = ASSEMBLY if key.startswith("es-") else body
        return [f"{head}-{kind}-{key}" for kind in ADOPTED]
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


# By words in the order of the symbol: the longest that fits is the body.
BODY = re.compile(
    r"(?:(?P<council>(?:a )?hrc)(?P<part>(?: (?:wg|ac|sub) \d+)*)"
    r"|(?P<assembly>a)(?: c (?P<committee>\d))?"
    r"|(?P<social>e)(?: cn (?P<commission>\d+)(?: sub (?P<sub>\d+))?)?"
    r"|(?P<security>s)(?= (?:res|prst|pv|l|agenda|\d{4})\b))(?: |$)"
)
SESSION = r"(?:(?:s|es|om) \d+|\d+)"
ROMAN = r"(?:(?:s|es) )?[ivxlc]+"
STAGES = r"(?P<stages>(?: (?:rev|corr|add|amend)(?: \d+)?)*)"
# Everything behind the body; a year or a Roman session stands behind the number.
ADOPTED_TEXT = re.compile(
    rf"(?P<series>res|dec|prst) (?P<session>{SESSION}) (?P<number>\d+)(?: (?P<letter>[a-z]))?"
    rf"{STAGES}"
)
OLD_TEXT = re.compile(
    r"(?P<series>res|dec) (?P<number>\d+)(?: (?P<before>[a-z]))??"
    rf"(?: (?P<session>{ROMAN}|\d{{4}}))?(?: (?P<letter>[a-z]))?{STAGES}"
)
DOCUMENT = re.compile(
    rf"(?:(?P<session>{SESSION}) )?(?:(?P<series>l|r|crp|ngo|ni|nhri|g|pv|sr|inf|pet) )?"
    rf"(?P<number>\d+){STAGES}"
)
# What follows these series a slash, what follows the others a full stop.
SLASHED = {"res", "dec", "prst", "ngo", "ni", "nhri", "g"}
CAPITALISED = {"rev": "Rev", "corr": "Corr", "add": "Add", "amend": "Amend", "sub": "Sub"}
SIGNS = re.compile(r"[\w\s/.()\[\],:;*\\–—-]*", re.ASCII)
BODIES = {"A/HRC": "hrc", "A": "ga", "E/CN.4": "chr", "S": "sc"}
ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Stage:
    """What became of a document: Rev, Corr, Add or Amend, with its number where one is printed."""

    kind: str
    number: int | None = None

    def __str__(self) -> str:
        return self.kind if self.number is None else f"{self.kind}.{self.number}"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol taken apart. `str()` prints it as the United Nations do.

    `body` is as printed ("A/HRC", "A/C.3"), empty where only an end was: "L.13/Rev.1". `session` is
    "43", "S-34", "ES-11", "OM/1", a year, or Roman as in A/RES/217(III)A. `series` is RES, DEC,
    PRST, L, NGO …, empty for a numbered document. `remark` is "as orally revised".
    """

    body: str
    session: str
    series: str
    number: int
    letter: str = ""
    stages: tuple[Stage, ...] = ()
    remark: str = ""

    @classmethod
    def parse(cls, printed: str) -> Self | None:
        """Take apart what somebody typed or printed; None for what is no symbol.

        Case, blanks, doubled or missing slashes and full stops, hyphens for slashes and words
        spelt out make no difference: "A//HRC/40/L.1", "A/HRC/44L.3", "a-hrc-res-s-2-1".
        """
        text = unicodedata.normalize("NFKC", printed)
        if len(text) > LONGEST or not SIGNS.fullmatch(text):
            return None
        tokens = [SPELT_OUT.get(word, word) for word in TOKEN.findall(text.lower())]
        cut = tokens.index("as") if "as" in tokens else len(tokens)
        remark = tokens[cut:]
        if len(remark) == 1 or any(map(str.isdigit, remark)):
            return None
        words = " ".join(tokens[:cut])
        found = BODY.match(words)
        body, rest = (_body(found), words[found.end() :]) if found else ("", words)
        parts = _parts(body, rest)
        if parts is None or (not body and not parts["series"] and not re.search(r"[/-]", text)):
            return None
        return cls(body, *_named(parts), remark=" ".join(remark))

    @property
    def is_adopted(self) -> bool:
        """Whether it is one that a text gets when it is adopted."""
        return self.series.lower() in ADOPTED

    @property
    def place(self) -> tuple[bool, int, int, int]:
        """Its place in the course of one text: draft, corrected, revised, adopted. To sort by."""
        at = {stage.kind: stage.number or 1 for stage in self.stages}
        return self.is_adopted, at.get("Rev", 0), at.get("Add", 0), at.get("Corr", 0)

    def __str__(self) -> str:
        is_behind = _stands_behind(self.body, self.series, self.session)
        number = f"{self.number}{f'({self.session})' if is_behind else ''}{self.letter}"
        series = [self.series] if self.series else []
        if self.is_adopted:
            middle = [*series, *([] if is_behind or not self.session else [self.session]), number]
        elif series and self.series.lower() not in SLASHED:
            middle = [*filter(None, [self.session]), f"{self.series}.{number}"]
        else:
            middle = [*filter(None, [self.session]), *series, number]
        symbol = "/".join([*filter(None, [self.body]), *middle, *map(str, self.stages)])
        return f"{symbol} {self.remark}".strip()


def _body(found: re.Match[str]) -> str:
    if found["council"]:
        parts = re.findall(r"([a-z]+) (\d+)", found["part"])
        return "/".join(["A/HRC", *(f"{CAPITALISED.get(w, w.upper())}.{n}" for w, n in parts)])
    if found["assembly"]:
        return f"A/C.{found['committee']}" if found["committee"] else "A"
    if found["security"]:
        return "S"
    sub = f"/Sub.{found['sub']}" if found["sub"] else ""
    return f"E/CN.{found['commission']}{sub}" if found["commission"] else "E"


def _parts(body: str, rest: str) -> dict[str, str | None] | None:
    """The named groups of the pattern that fits all of it."""
    forms = [OLD_TEXT, ADOPTED_TEXT] if body == "S" else [ADOPTED_TEXT, OLD_TEXT]
    for form in [*forms, DOCUMENT]:
        if match := form.fullmatch(rest):
            parts = match.groupdict()
            has_place = parts["session"] or parts["series"] or body in ("A", "E", "S")
            return parts if has_place else None
    return None


def _named(parts: dict[str, str | None]) -> tuple[str, str, int, str, tuple[Stage, ...]]:
    session, before, letter = (parts.get(name) or "" for name in ("session", "before", "letter"))
    # A letter stands behind a Roman session or before it: 217(III)A, 217 A (III).
    series = (parts["series"] or "").upper()
    stages = re.findall(r"([a-z]+)(?: (\d+))?", parts["stages"] or "")
    return (
        _session(session),
        series,
        int(parts["number"] or 0),
        (before or letter).upper(),
        tuple(Stage(CAPITALISED[kind], int(n) if n else None) for kind, n in stages),
    )


def _session(words: str) -> str:
    kind, _, number = words.rpartition(" ")
    number = str(int(number)) if number.isdigit() else number.upper()
    return f"{kind.upper()}{'/' if kind == 'om' else '-' if kind else ''}{number}"


def _stands_behind(body: str, series: str, session: str) -> bool:
    """A/RES/217(III)A, S/RES/2334(2016): the session, or the year, behind the number."""
    is_roman = re.fullmatch(r"(?:E?S-)?[IVXLC]+", session) is not None
    return is_roman or (body == "S" and series == "RES" and bool(session))


def canonical(printed: str) -> str:
    """The symbol as the United Nations print it; what is no symbol stays as it is, trimmed."""
    symbol = Symbol.parse(printed)
    return str(symbol) if symbol else " ".join(printed.split())


def body_of(printed: str) -> str | None:
    """The code of the body, "hrc"; None for a committee, another body or a mere end."""
    symbol = Symbol.parse(printed)
    return BODIES.get(symbol.body) if symbol else None


def session_of(printed: str) -> str | None:
    """The key of the session, "43", "s-34", "es-11", "om-1"; of A/RES/217(III)A it is "3"."""
    symbol = Symbol.parse(printed)
    if symbol is None or not symbol.session:
        return None
    head, dash, number = slug(symbol.session).rpartition("-")
    return f"{head}{dash}{number if number.isdigit() else _arabic(number)}"


def _arabic(roman: str) -> int:
    digits = [ROMAN_DIGITS[each] for each in roman]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < after else digit for digit, after in pairs)
