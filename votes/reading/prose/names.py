"""A printed list of States, taken apart without knowing any State.

What decides is the shape: brackets keep their commas, a part that ends in "of" or "du" belongs to
the name before it ("Korea, Republic of"), and a few second halves never stand alone.
"""

import re
from collections.abc import Iterator

from votes.reading.phrases import plain, symbols_in

_BRACKETS = r"\([^()]{0,90}\)|（[^（）]{0,90}）"
_SEPARATOR = re.compile(_BRACKETS + "|(?P<comma>[,;，；、،؛])")
_LINE_BREAK = re.compile(_BRACKETS + r"|(?P<line>[ \t]*\n[ \t]*)")
# Arabic writes "and" as a letter at the head of the next word, Chinese between two names; the
# same sign is the second of "republic", and stands in "as well as".
_ARABIC_AND = r"و(?=[^\W\d_]{3})(?!لايات)"
_CHINESE_AND = r"以及|(?<!共)和(?!国)"
_AND = re.compile(
    _BRACKETS + rf"|(?P<and>\s+(?:and|et|&|y|e|и)\s+|\s+{_ARABIC_AND}|\s*(?:{_CHINESE_AND})\s*)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:\s|[-•–*†‡>]\s|\d{1,2}[.)]?\s(?=\s*[^\W\d])|(?:and|et|&|y|e|и)\s|"
    rf"{_ARABIC_AND}|(?:{_CHINESE_AND}))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s*†‡§¹²³⁰-⁹.。\]]+$")
_FOOTNOTE_DIGITS = re.compile(r"(?<=[^\W\d_)])\d{1,2}$|(?<=\))\s?\d{1,2}$|(?<=\w)\s\d{1,2}$")
_INVERTED = re.compile(
    r"(?:.*[^\w'’])?(?:of|of the|de|du|des|de la|de l['’]|d['’]|del|de los|de las)|"
    r"the|les?|la|los|las|el",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:\s(?:and|et|of|the|de|du|des|la|y|e|del|los|las|и)|&|和|以及)\s*$", re.IGNORECASE
)
_ABBREVIATION = re.compile(r"\b(?:Rep|Dem|Fed|Plur|Isl|St|Rép|Dém|Rep|Респ|Дем)\.$", re.IGNORECASE)
# "Bosnia and Herzegovina" and its like: no State is called by the second half alone.
_SECOND_HALVES = (
    "herzegovina|herzegovine|barbuda|tobago|tabago|nevis|nieves|grenadines|granadinas|"
    "príncipe|principe|northern ireland|irlande du nord|irlanda del norte|"
    "герцеговина|барбуда|тобаго|невис|гренадины|принсипи|северной ирландии|"
    "黑塞哥维那|巴布达|多巴哥|尼维斯|格林纳丁斯|普林西比|北爱尔兰|"
    "الهرسك|بربودا|توباغو|نيفيس|نيفس|جزر غرينادين|غرينادين|برينسيبي|"
    "أيرلندا الشمالية|آيرلندا الشمالية"
)
_SECOND_HALF = re.compile(
    rf"(?:the |les |las |d')?(?:{plain(_SECOND_HALVES)})(?:(?!\w)|(?=和|以及))"
)
_UNIONS = {
    "serbia": "montenegro",
    "serbie": "montenegro",
    "сербия": "черногория",
    "塞尔维亚": "黑山",
    "صربيا": "الجبل الاسود",
}
_NO_NAMES = frozenset(
    map(
        plain,
        (
            *("none", "nil", "no one", "nobody", "-", "–", "—", "aucun", "aucune", "néant"),
            *("ninguno", "ninguna", "nadie", "cero", "нет", "никто", "не было"),
            *("无", "没有", "零", "لا أحد", "لا يوجد", "لا شيء", "صفر"),
        ),
    )
)
_HYPHEN_AT_BREAK = re.compile(r"(?<=\w)-\s+(?=(?P<next>\w+))")
# Chinese has no blanks: one inside a name is the end of a line of the page.
_BLANK_IN_CHINESE = re.compile(r"(?<=[㐀-鿿（）()])\s+(?=[㐀-鿿（）()])")

_FOOTNOTE = re.compile(
    r"(?<![^\s,;.，；、،؛。])(?:\d{1,2}|[*†‡]{1,3}|[¹²³⁰-⁹]{1,2})\s{1,3}"
    r"(?:[A-Z]{1,5}/(?=[A-Z0-9])|See\s|Voir\s|Ibid|General\s|Official\s|United\sNations|"
    r"Resolution|Résolution|Document|Human\sRights\sCouncil|Assemblée|Documents\s|Nations\s)"
    r"(?:[^\]]{0,300}?[.。](?=\s+[^\W\d_]|\s*\]|\s*$)|[^\n\]]{0,300}(?=\n))"
)
_PAGE_FURNITURE = re.compile(r"(?m)^[ \t\f]*(?:\d{1,3}|GE\.\d\d-\d{4,6}[^\n]{0,40})[ \t\f]*$")
_LONGEST_SYMBOL_LINE = 60


def without_footnotes(text: str) -> str:
    """The text with footnotes and the edges of pages blanked out, every place kept."""
    bare = _PAGE_FURNITURE.sub(_blank, _FOOTNOTE.sub(_blank, text))
    return "\n".join(
        " " * len(line) if _is_symbol_alone(line) else line for line in bare.split("\n")
    )


def _is_symbol_alone(line: str) -> bool:
    if "/" not in line or len(line) > _LONGEST_SYMBOL_LINE:
        return False
    symbols = symbols_in(line)
    return bool(symbols) and not re.sub(r"[\d\s]", "", line.replace(symbols[0][0], ""))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def names_in(text: str, start: int) -> list[tuple[int, str]]:
    """The names of a list with the place of each; `text` begins at the place `start`."""
    parts = list(_inverted_joined(text, list(_parts(text))))
    named = [(start + left, _name(text[left:right])) for left, right in parts]
    if len(named) == 1 and plain(named[0][1]) in _NO_NAMES:
        return []
    return [(place, name) for place, name in named if name]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Places of the parts between commas, and between "and" where it joins two names."""
    for left, right in _between(text, _cuts(text), 0, len(text)):
        yield from _trimmed_parts(text, _between(text, list(_ands(text, left, right)), left, right))


def _cuts(text: str) -> list[tuple[int, int]]:
    """Places of the commas; in a list without any, of the line breaks between names."""
    commas = [match.span() for match in _SEPARATOR.finditer(text) if match["comma"]]
    if commas:
        return commas
    breaks = [match.span() for match in _LINE_BREAK.finditer(text) if match["line"]]
    begins_below = text[: text.find("\n") + 1].isspace()
    return [cut for cut in breaks if _ends_name(text, *cut)] if begins_below or breaks[1:] else []


def _ends_name(text: str, start: int, end: int) -> bool:
    if text[start - 1 : start] == "-" or _GOES_ON.search(text, max(0, start - 9), start):
        return False
    return not (text[end : end + 1].islower() or text[end : end + 1] == "(")


def _ands(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    for match in _AND.finditer(text, left, right):
        if match["and"] and not _is_one_name(text[left : match.start()], text[match.end() : right]):
            yield match.span()


def _is_one_name(before: str, after: str) -> bool:
    after = plain(_HYPHEN_AT_BREAK.sub(_hyphen, after[:60]))
    whole = plain(before[-40:])
    if any(whole.endswith(name) and after.startswith(_UNIONS[name]) for name in _UNIONS):
        return True
    return _SECOND_HALF.match(after) is not None


def _between(
    text: str, cuts: list[tuple[int, int]], left: int, right: int
) -> Iterator[tuple[int, int]]:
    for start, end in cuts:
        yield left, start
        left = end
    yield left, right


def _trimmed_parts(text: str, parts: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for left, right in parts:
        leading = _LEADING.match(text, left, right)
        begin = leading.end() if leading else left
        if text[begin:right].strip():
            yield begin, right


def _inverted_joined(text: str, parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    held: tuple[int, int] | None = None
    for left, right in parts:
        if held and _INVERTED.fullmatch(_name(text[left:right])):
            held = (held[0], right)
            continue
        if held:
            yield held
        held = (left, right)
    if held:
        yield held


def _name(text: str) -> str:
    """The name in one line, without the marks of a footnote and the end of a sentence."""
    joined = _HYPHEN_AT_BREAK.sub(_hyphen, text) if "-" in text else text
    name = " ".join(joined.split())
    name = name if name.isascii() else _BLANK_IN_CHINESE.sub("", name)
    if not _ABBREVIATION.search(name):
        name = _TRAILING.sub("", name)
    name = _FOOTNOTE_DIGITS.sub("", name)
    return name if name.count("(") <= name.count(")") else name.rstrip("(")


def _hyphen(match: re.Match[str]) -> str:
    """A hyphen at the end of a line is part of "Guinea-Bissau", and not of "Demo-cratic"."""
    word = match["next"]
    return "-" if word[0].isupper() or word in ("et", "and") else ""
