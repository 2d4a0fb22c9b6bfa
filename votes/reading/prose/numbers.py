"""Numbers as reports write them in the six languages: 23, twenty-three, 二十三, ٢٣, none."""

from collections.abc import Iterator

from votes.reading.phrases import chinese_number, plain

_SMALL = (
    "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf",
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve",
    "нуля одним двумя тремя четырьмя пятью шестью семью восемью девятью десятью одиннадцатью "
    "двенадцатью тринадцатью четырнадцатью пятнадцатью шестнадцатью семнадцатью восемнадцатью "
    "девятнадцатью",
    "нуле одного двух трех четырех пяти шести семи восьми девяти десяти одиннадцати двенадцати "
    "тринадцати четырнадцати пятнадцати шестнадцати семнадцати восемнадцати девятнадцати",
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "vingt trente quarante cinquante soixante",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "двадцатью тридцатью сорока пятьюдесятью шестьюдесятью",
    "двадцати тридцати сорока пятидесяти шестидесяти",
)
_JOINTS = ("", " et ", " y ", "", "")
_ALONE = {
    0: "no|nil|zero|aucun|aucune|sans|without|ninguno|ninguna|ningún|sin|cero|ни одного|никто не|"
    "без|ноль|нулем|нулю|无|零|无人|لا شيء|لا أحد|لا صوت|صفر|عدم|دون|بدون",
    1: "an|une|uno|una|один|одна|одном|одному|صوت واحد|عضو واحد|دولة واحدة|واحد|صوت وحيد",
    2: "صوتين|عضوين|دولتين",
}
_CHINESE = r"(?:无人?|[〇零一二两三四五六七八九十百]{1,6})"


def _number_words() -> Iterator[tuple[str, int]]:
    for small, tens, joint in zip(_SMALL, _TENS, _JOINTS, strict=True):
        words = list(map(plain, small.split(" ")))
        yield from ((word, n) for n, word in enumerate(words))
        for ten, word in enumerate(map(plain, tens.split()), start=2):
            yield word, ten * 10
            yield f"{word} et un", ten * 10 + 1
            yield from ((f"{word}{joint or ' '}{words[n]}", ten * 10 + n) for n in range(1, 10))
            yield from ((f"{word} {words[n]}", ten * 10 + n) for n in range(1, 10))
    # "veintitrés votos" is one word.
    yield from ((f"veinti{plain(word)}", 20 + n) for n, word in enumerate(_SMALL[2].split()[:10]))
    for value, alone in _ALONE.items():
        yield from ((plain(word), value) for word in alone.split("|"))


_NUMBERS = dict(_number_words())
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))

# For texts in the form that `plain` gives: figures, signs, or words that end where the word ends.
NUMBER = rf"(?:\d{{1,3}}(?!\d)|{_CHINESE}|(?:{_WORDS})\b)"


def number_of(text: str) -> int:
    """The value of what NUMBER matched."""
    if text in _NUMBERS:
        return _NUMBERS[text]
    return int(text) if text.isdecimal() else chinese_number(text)
