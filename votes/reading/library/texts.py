"""What a text is: its title, symbol, body and kind."""

import re

from votes.reading.cells import TextKind
from votes.reading.phrases import plain

_KINDS = "(?:draft )?(?:resolution|decision|amendment|president(?:ial|['’]s) statement)"
_TITLE_END = re.compile(rf"(?:: ?{_KINDS}[ /]*|\b{_KINDS} ?/)$", re.IGNORECASE)
_ADOPTED_BY = re.compile(r"(?<=/) ?adopted (?:by|at) .{1,200}$", re.IGNORECASE)
_LONGEST = 500


def cleaned_title(text: str) -> str:
    """ "Civil society space : resolution /" -> "Civil society space".

    Also where "adopted by the General Assembly" follows. At most 500 signs of it.
    """
    title = _ADOPTED_BY.sub("", " ".join(text.split())).rstrip()
    title = _TITLE_END.sub("", title).strip(" :;/")
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


# The year or session behind a number belongs to the symbol: "S/RES/1973 (2011)".
_YEAR = re.compile(r"\((?:\d{4}|[-SEIVXL]{1,10})\)")
# So does a letter: "A/RES/31/6 A".
_REMARK = re.compile(r"\(?[a-z]{2}")
_MISPRINTED_KIND = re.compile(r"^(A/HRC/(?:RES|DEC|PRST))(?=\d)")


def symbol_and_remark(text: str) -> tuple[str, str]:
    """The symbol put right, and the words behind it: "A/HRC/DEC22/117" is "A/HRC/DEC/22/117",
    "A/HRC/50/L.37 as orally revised" is a symbol and a remark.
    """
    printed = re.sub(r"/{2,}", "/", " ".join(text.split())).strip("/ ")
    symbol, _, remark = printed.partition(" ")
    year, _, rest = remark.partition(" ")
    if _YEAR.fullmatch(year):
        symbol, remark = symbol + year, rest
    elif "/" not in symbol or not _REMARK.match(remark):
        symbol, remark = printed, ""
    return _MISPRINTED_KIND.sub(r"\1/", symbol), remark


_BODIES = {
    "human rights council": "hrc",
    "commission on human rights": "chr",
    "general assembly": "ga",
    "security council": "sc",
}
# The Sub-Commission is a body of its own.
_BODY_OF_SYMBOL = (
    *(("A/HRC/", "hrc"), ("E/CN.4/SUB", None), ("E/CN.4/", "chr"), ("S/", "sc"), ("A/", "ga")),
)


def body_of(symbol: str, name: str = "") -> str | None:
    """The code of a body, "hrc", by its name, else by a text's symbol; None for another body."""
    known = _BODIES.get(plain(name[:_LONGEST]))
    by_head = (body for head, body in _BODY_OF_SYMBOL if symbol.upper().startswith(head))
    return known or next(by_head, None)


def kind_of(symbol: str, words: str = "") -> TextKind | None:
    """What a text is, by its adopted symbol, else by the words of its record."""
    marks = symbol.upper()
    for mark, kind in _KIND_OF_SYMBOL.items():
        if mark in marks:
            return kind
    found = plain(words[:_LONGEST])
    return next((kind for word, kind in _KIND_OF_WORD.items() if word in found), None)


_KIND_OF_SYMBOL: dict[str, TextKind] = {
    "/RES": "resolution",
    "/DEC": "decision",
    "/PRST": "presidents_statement",
}
_KIND_OF_WORD: dict[str, TextKind] = {
    "amendment": "amendment",
    "resolution": "resolution",
    "decision": "decision",
    "president": "presidents_statement",
}
