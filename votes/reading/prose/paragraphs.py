"""The paragraphs of a text as reports name them: "operative paragraph 8", "第8段" -> OP8."""

import re
from collections.abc import Iterator

from votes.reading.phrases import chinese_number, plain

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième "
    "onzième douzième treizième quatorzième quinzième seizième",
    "primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo",
    "primero second tercero",
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый "
    "двенадцатый",
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого",
    "первому второму третьему четвертому пятому шестому седьмому восьмому девятому десятому",
    "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
)
_VALUES = {
    plain(word): number for words in _ORDINALS for number, word in enumerate(words.split(), start=1)
}
_ORDINAL = "|".join(sorted(_VALUES, key=len, reverse=True))
_N = rf"(?:\d{{1,3}}(?:[ (]?(?:bis|ter|quater)\b)?(?: ?\([a-z]{{1,4}}\))?|{_ORDINAL})"
_SIGNS = r"(?:\d{1,3}|[一二三四五六七八九十]{1,4})"
_TH = r"(?:st|nd|rd|th|er|re|e|eme|o|a|º|ª|\.º|\.ª| ?[йиегомя]{1,3})?"
_MORE = rf"(?:(?:, ?| to | and | et | a | y | и | و | ?- ?|, and ){_N})*"
_OPERATIVE = (
    r"operative|du dispositif|de la parte dispositiva|постановляюще[ий] части|执行部分|من المنطوق"
)
_PREAMBULAR = r"preambular|du preambule|del preambulo|преамбулы|序言部分?|من الديباجة"

# For texts in the form that `plain` gives.
PARAGRAPH = re.compile(
    rf"\b(?P<kind1>operative|preambular) paragraphs? (?P<n1>{_N}{_MORE})"
    rf"|\b(?P<n2>(?:\d{{1,3}}{_TH}|{_ORDINAL})(?:(?:, | and )(?:\d{{1,3}}{_TH}|{_ORDINAL}))*)"
    r" (?P<kind2>operative|preambular) paragraphs?"
    rf"|\b(?:paragraphes?|parrafos?|paragraphs?|alineas?|пункт\w{{0,3}}) (?P<n3>{_N}{_MORE})"
    rf"(?: (?P<kind3>{_OPERATIVE}|{_PREAMBULAR}|of the preamble|of the operative part))?"
    rf"|\b(?P<n4>\d{{1,3}}{_TH}|{_ORDINAL}) (?:paragraphe|alinea|parrafo|пункт\w{{0,3}})"
    rf"(?: (?P<kind4>{_OPERATIVE}|{_PREAMBULAR}))?"
    rf"|(?P<kind5>{_OPERATIVE}|{_PREAMBULAR})? ?第 ?(?P<n5>{_SIGNS}(?:[、和至,]{_SIGNS})*) ?段"
    rf"|\bالفقر(?:ة|تين|تان|ات) (?P<n6>{_N}{_MORE})(?: (?P<kind6>{_OPERATIVE}|{_PREAMBULAR}))?"
)
_NUMBER = re.compile(
    rf"\d{{1,3}}(?: ?(?:bis|ter|quater)\b)?|[一二三四五六七八九十]{{1,4}}|{_ORDINAL}"
)
_PREAMBLE = re.compile(r"pream|преамбул|序言|الديباجة")
_OPERATIVE_PART = re.compile(r"operative|dispositi|постановля|执行|المنطوق")


def label_of(sentence: str) -> str:
    """The paragraphs that a sentence names, "OP8" or "PP3, PP4"; "paragraph 8" where it does not
    say of which part; empty where it names none.
    """
    match = PARAGRAPH.search(plain(sentence))
    if match is None:
        return ""
    parts = {name[0]: text for name, text in match.groupdict().items() if text}
    prefix = _prefix(parts.get("k", ""))
    numbers = list(_numbers(parts["n"]))
    if prefix:
        return ", ".join(f"{prefix}{number}" for number in numbers)
    return f"paragraph{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"


def _prefix(kind: str) -> str:
    if _PREAMBLE.search(kind):
        return "PP"
    return "OP" if _OPERATIVE_PART.search(kind) else ""


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        word = match[0]
        if word[0].isdecimal():
            digits = re.match(r"\d+", word)
            yield str(int(digits[0])) + word[digits.end() :] if digits else word
        else:
            yield str(_VALUES.get(word) or chinese_number(word))
