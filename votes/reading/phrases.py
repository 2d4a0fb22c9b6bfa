"""What more than one format needs of a printed text: accents, days, symbols, names' shape."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))


def trimmed(text: str) -> str:
    """The exact text without the blanks around it, also those that cannot be seen."""
    return text.translate(_INVISIBLE).strip()


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The text for comparison only: no accents, no case, straight apostrophes, single blanks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", trimmed(text)).replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"(?<=\w)[-‐‑](?=\w)", " ", _without_accents(text)).split())


def _without_accents(text: str) -> str:
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier",
            "february feb fevrier",
            "march mar mars",
            "april apr avril",
            "may mai",
            "june jun juin",
            "july jul juillet",
            "august aug aout",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er)? (?:of )?(?P<m1>{_MONTH})\b\.?,? (?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{_MONTH})\b\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})\b"
    r"|\b(?P<y3>\d{4})[-/](?P<m3>\d\d)[-/](?P<d3>\d\d)\b"
    r"|\b(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})\b"
    r"|\b(?P<d5>\d{1,2})[-–/](?P<m5>\d{1,2})[-–/](?P<y5>\d{4})\b"
)
_HYPHEN_IN_DAY = re.compile(rf"(?<=[a-z])-(?=\d)|(?<=\d)-(?=(?:{_MONTH})-\d)")
# "15 June to 3 July 2020", "15-22 June 2020": a span of days is not the day of a vote.
_SPAN_BEFORE = re.compile(rf"\b\d{{1,2}}(?: (?:{_MONTH}) ?(?:-|–|to|au) ?|-|–| to | au )$")


def days_in(text: str) -> list[dt.date]:
    """The days written in a text, in its order, English or French; spans of days left out."""
    flat = _flat(text)
    found = []
    for match in _DAY.finditer(flat):
        if not _SPAN_BEFORE.search(flat[max(0, match.start() - 24) : match.start()]):
            found.append(_day_of(match))
    return [day for day in found if day]


def words_beside_days(text: str) -> list[str]:
    """The words of a text that are no part of a day, without case and accents."""
    return re.findall(r"\w+", _DAY.sub(" ", _flat(text)))


def _flat(text: str) -> str:
    return _HYPHEN_IN_DAY.sub(" ", " ".join(_without_accents(text).split()))


def _day_of(match: re.Match[str]) -> dt.date | None:
    parts = {name[0]: value for name, value in match.groupdict().items() if value}
    day, month = int(parts["d"]), _MONTHS.get(parts["m"]) or int(parts["m"])
    if match["d5"] and day <= 12 and day != month:
        # 06/07/2020 is June in Geneva and July in Washington: not guessed.
        return None
    try:
        return dt.date(int(parts["y"]), month, day)
    except ValueError:
        return None


# A/HRC/43/L.31/Rev.1, A/HRC/S-34/L.1, A/C.3/75/L.50, HRC/43/L.31, 43/L.31, L.13/Rev.1, and the
# words that stand in for a new symbol where a text was changed from the floor.
SYMBOL = re.compile(
    r"""(?<![\w/.])
    (?: (?:A|E|S|ST|HRC|CHR|GA)
        (?: / (?: E?S-\d{1,2} | [A-Z]{1,5}(?:\.[ ]?\d{1,4}[A-Z]?)? | \d{1,4}[A-Z]? ) (?!\w) ){1,7}
      | (?: (?:E?S-)?\d{1,2}/ )? L\.?[ ]?\d{1,3}
        (?: / (?:Rev|Add|Corr|Amend)\.?[ ]?\d{1,2} ){0,3} (?![\w/]) )
    (?: ,?[ ]\(?as[ ](?:orally[ ])?(?:revised|amended|modified)
        (?:[ ]and[ ](?:orally[ ])?(?:revised|amended))? (?:[ ]orally)?\)?
      | ,?[ ]\(?tel(?:le)?[ ]qu(?:e[ ]|['’])(?:oralement[ ])?(?:révisée?|modifiée?|amendée?)
        (?:[ ]oralement)?\)? )?""",
    re.IGNORECASE | re.VERBOSE,
)


def symbols_in(text: str) -> list[re.Match[str]]:
    """Where a text prints the symbol of a document, as matches, in its order."""
    return [match for match in SYMBOL.finditer(text) if any(map(str.isdigit, match[0]))]


_NOT_IN_A_NAME = re.compile(r"[@:/\\=<>{}#|\[\]_!?%\"“”\d]")
_FOOTNOTE_MARK = re.compile(
    r"(?:[\s*†‡¹²³⁴-⁹]*[(\[](?:\d{1,2}|[a-z*]{1,2})[)\]]|[\s*†‡¹²³⁴-⁹]*\d{0,2})[\s*†‡¹²³⁴-⁹]*$"
)
_LONGEST_NAME = 90
_MOST_WORDS = 11


def is_name_shaped(text: str) -> bool:
    """Whether a text could be a State's printed name: short, letters, no sentence."""
    if len(text) > _LONGEST_NAME:
        return False
    name = _FOOTNOTE_MARK.sub("", text)
    words = name.split()
    if sum(map(str.isalpha, name)) < 2 or len(words) > _MOST_WORDS or _NOT_IN_A_NAME.search(name):
        return False
    return not name.endswith((".", ";", ",")) or len(words[-1]) <= 5
