"""What more than one format needs of a printed text: accents, days, symbols, names' shape."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

# Among them what turns the direction of Arabic beside Latin letters.
_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c"
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)


def visible(text: str) -> str:
    """The text without the characters that cannot be seen."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def trimmed(text: str) -> str:
    """The exact text without the blanks around it, also those that cannot be seen."""
    return visible(text).strip()


class _Level(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = chr(code)
        bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", letter).casefold())
        base = "".join(each for each in bare if not unicodedata.combining(each))
        self[code] = found = base if len(base) == 1 else letter
        return found


_LEVEL = _Level()


def level(text: str) -> str:
    """The text for a search that keeps every place: no case, no accents, full-width signs narrow.

    An accent that is a character of its own stays.
    """
    return text.translate(_LEVEL)


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


_NAMES_OF_MONTHS = (
    "january jan janvier enero января январь",
    "february feb fevrier febrero февраля февраль",
    "march mar mars marzo марта март",
    "april apr avril abril апреля апрель",
    "may mai mayo мая май",
    "june jun juin junio июня июнь",
    "july jul juillet julio июля июль",
    "august aug aout agosto августа август",
    "september sep sept septembre septiembre setiembre сентября сентябрь",
    "october oct octobre octubre октября октябрь",
    "november nov novembre noviembre ноября ноябрь",
    "december dec decembre diciembre декабря декабрь",
)
_MONTHS = {
    _without_accents(name): number
    for number, names in enumerate(_NAMES_OF_MONTHS, start=1)
    for name in names.split()
}
# The names of the east and of the west, which the United Nations print together.
_ARABIC_MONTHS = {
    _without_accents(name): number
    for number, names in enumerate(
        (
            "كانون الثاني|يناير|جانفي",
            "شباط|فبراير|فيفري",
            "آذار|مارس",
            "نيسان|أبريل|إبريل|أفريل",
            "أيار|مايو|ماي",
            "حزيران|يونيه|يونيو|جوان",
            "تموز|يوليه|يوليو|جويلية",
            "آب|أغسطس|أوت",
            "أيلول|سبتمبر",
            "تشرين الأول|أكتوبر",
            "تشرين الثاني|نوفمبر",
            "كانون الأول|ديسمبر",
        ),
        start=1,
    )
    for name in names.split("|")
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ARABIC_MONTH = "|".join(sorted(_ARABIC_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|[.]?[ºª°]|-?го|-?е)?,? (?:of |de )?(?P<m1>{_MONTH})"
    r"\b\.?,? (?:del? )?(?P<y1>\d{4})\b(?: (?:года?|г)\b\.?)?"
    rf"|\b(?P<m2>{_MONTH})\b\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})\b"
    r"|\b(?P<y3>\d{4})[-/](?P<m3>\d\d)[-/](?P<d3>\d\d)\b"
    r"|\b(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})\b"
    r"|\b(?P<d5>\d{1,2})[-–/](?P<m5>\d{1,2})[-–/](?P<y5>\d{4})\b"
    r"|(?<!\d)(?P<y6>\d{4}) ?年 ?(?P<m6>\d{1,2}) ?月 ?(?P<d6>\d{1,2}) ?日(?! ?[至到~—–-])"
    rf"|\b(?P<d7>\d{{1,2}}) (?P<a7>{_ARABIC_MONTH})(?: ?/ ?(?P<b7>{_ARABIC_MONTH}))?"
    r",? (?P<y7>\d{4})\b"
)
_HYPHEN_IN_DAY = re.compile(rf"(?<=[a-z])-(?=\d)|(?<=\d)-(?=(?:{_MONTH})-\d)")
# "15 June to 3 July 2020", "15-22 June 2020": a span of days is not the day of a vote.
_SPAN_BEFORE = re.compile(
    rf"\b\d{{1,2}}(?: (?:de )?(?:{_MONTH}|{_ARABIC_MONTH}) ?"
    r"(?:-|–|to |au |al |по |الى )|-|–| to | au | al | a | по | الى )$"
)
_CHINESE_DAY = re.compile(
    r"[〇○零一二三四五六七八九]{4} ?年 ?[一二三四五六七八九十]{1,2} ?月 ?"
    r"[一二三四五六七八九十]{1,3} ?日"
)
_CHINESE_DIGITS = {sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "两": "2",
}


def chinese_number(text: str) -> int:
    """A number up to 999 in Chinese signs, with its ten and hundred or digit by digit."""
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = int(_chinese_digits(hundreds) or "1") * 100 if "百" in text else 0
    value += int(_chinese_digits(tens) or "1") * 10 if ten else 0
    return value + int(_chinese_digits(ones) or "0")


def _chinese_digits(text: str) -> str:
    return "".join(_CHINESE_DIGITS.get(sign, "") for sign in text)


def days_in(text: str) -> list[dt.date]:
    """The days written in a text, in its order, in the six languages; spans left out."""
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
    flat = " ".join(_without_accents(visible(text)).split())
    return _CHINESE_DAY.sub(_in_digits, _HYPHEN_IN_DAY.sub(" ", flat))


def _in_digits(match: re.Match[str]) -> str:
    year, month, day = re.split("[年月日]", match[0])[:3]
    return f"{_chinese_digits(year)}年{chinese_number(month)}月{chinese_number(day)}日"


def _day_of(match: re.Match[str]) -> dt.date | None:
    parts = {name[0]: value for name, value in match.groupdict().items() if value}
    months = {_ARABIC_MONTHS[parts[key]] for key in "ab" if key in parts}
    if len(months) > 1:
        return None
    month = months.pop() if months else _MONTHS.get(parts["m"]) or int(parts["m"])
    day = int(parts["d"])
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
    r"""(?<![0-9A-Za-zÀ-ɏ_/.])
    (?: (?:A|E|S|ST|HRC|CHR|GA)
        (?: / (?: E?S-\d{1,2} | [A-Z]{1,5}(?:\.[ ]?\d{1,4}[A-Z]?)? | \d{1,4}[A-Z]? )
            (?![0-9A-Za-z_]) ){1,7}
      | (?: (?:E?S-)?\d{1,2}/ )? L\.?[ ]?\d{1,3}
        (?: / (?:Rev|Add|Corr|Amend)\.?[ ]?\d{1,2} ){0,3} (?![0-9A-Za-z_/]) )
    (?: ,?[ ]\(?as[ ](?:orally[ ])?(?:revised|amended|modified)
        (?:[ ]and[ ](?:orally[ ])?(?:revised|amended))? (?:[ ]orally)?\)?
      | ,?[ ]\(?tel(?:le)?[ ]qu(?:e[ ]|['’])(?:oralement[ ])?(?:révisée?|modifiée?|amendée?)
        (?:[ ]oralement)?\)?
      | ,?[ ]\(?en[ ]su[ ]forma[ ](?:oralmente[ ])?(?:revisada|enmendada|modificada)
        (?:[ ]oralmente)?\)? )?""",
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
