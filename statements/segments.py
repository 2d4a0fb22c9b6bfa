"""A text in paragraphs and sentences, each with an address that lasts through every edit."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count

# A unit that shares this much of its words with an old one is that one, slightly edited.
SAME = 0.6
# Chinese and Japanese put no blanks between words, so each character counts as one.
WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")

# The end of a sentence, its closing quotes and brackets included. The look-behind lets a long run
# of marks be tried once only.
END = re.compile(
    r"""(?<![.!?…؟۔])[.!?…؟۔]++(?:[”’"')\]]|\s?»)*+(?=\s)|(?<![。！？])[。！？]++[」』”’）]*+"""
)
WORD_CHARACTER = re.compile(r"\w")
LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
LIST_MARK = re.compile(r"\W*(?:\d{1,3}|[a-z]|[ivxIVX]{1,4})[.)]+")
# How far around the end of a sentence its last word and the next one are looked for.
REACH = 40

# They never end a sentence (English, French, Spanish).
BEFORE_A_NAME = re.compile(
    r"mr|mrs|ms|messrs|dr|prof|st|amb|gov|gen|sen|hon|mme|mlle|mm|me|sr|sra|srta|dra|excmo|excma"
    r"|e\.g|i\.e|cf|viz|docs?|dem|rep|ee",
    re.IGNORECASE,
)
# They end none where a number follows: "para. 104", but "Did it help? No. It did not."
BEFORE_A_NUMBER = re.compile(
    r"nos?|nr|n|paras?|par|al|arts?|pp?|pg|vols?|figs?|sect?|ch|chap|cap|res|dec|rev|add|corr|op"
    r"|núms?|párrs?|págs?|ст|пп?"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dic|ene|abr|ago",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph ("p5") with its sentences, or one sentence ("p5s2") without any."""

    address: str
    text: str
    sentences: tuple["Segment", ...] = ()


@dataclass(frozen=True, slots=True)
class Reanchored:
    """The paragraphs of a text after an edit, in order, and what the edit removed.

    `retired` lists paragraphs and single sentences alike, those of a removed paragraph included.
    """

    current: tuple[Segment, ...]
    retired: tuple[Segment, ...]


def split(text: str) -> tuple[Segment, ...]:
    """The paragraphs of a new text, numbered from p1, their sentences from s1."""
    return reanchor((), text).current


def reanchor(old: Sequence[Segment], new_text: str, retired: Collection[str] = ()) -> Reanchored:
    """Give the paragraphs and sentences of `new_text` their addresses.

    What is unchanged, moved or slightly edited keeps its address. What is new gets the next number
    that was never used; `retired` holds the addresses that earlier edits took out of use.
    """
    used = {*retired, *(segment.address for segment in _flat(old))}
    current = tuple(
        Segment(address, text, _sentences(address, text, before, used))
        for address, text, before in _anchor(old, paragraphs(new_text), "p", used)
    )
    kept = {segment.address for segment in _flat(current)}
    gone = tuple(segment for segment in _flat(old) if segment.address not in kept)
    return Reanchored(current, gone)


def paragraphs(text: str) -> list[str]:
    """Blank lines part paragraphs; in a text without any, each line is a paragraph.

    Line breaks inside a paragraph are kept, blanks around its lines are not.
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    if "" not in lines:
        return lines
    return [part.strip() for part in re.split(r"\n{2,}", "\n".join(lines))]


def sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph, in order. Nothing but blanks between them is left out."""
    found: list[str] = []
    start = seen = 0
    says_something = False
    for end in END.finditer(paragraph):
        says_something |= WORD_CHARACTER.search(paragraph, seen, end.end()) is not None
        seen = end.end()
        if says_something and _ends_here(paragraph, start, end):
            found.append(paragraph[start:seen].strip())
            start, says_something = seen, False
    rest = paragraph[start:].strip()
    return [*found, rest] if rest else found


def _ends_here(paragraph: str, start: int, end: re.Match[str]) -> bool:
    follows = WORD_CHARACTER.search(paragraph, end.end(), end.end() + REACH)
    if follows is None or follows[0].islower():
        return False
    if LIST_MARK.fullmatch(paragraph, start, min(end.end(), start + REACH)):
        return False
    if end[0] != ".":
        return True
    before = paragraph[max(start, end.start() - REACH) : end.start()]
    word = LAST_WORD.search(before)
    return word is None or not _is_abbreviation(word[0], follows[0])


def _is_abbreviation(word: str, follows: str) -> bool:
    if BEFORE_A_NAME.fullmatch(word):
        return True
    if BEFORE_A_NUMBER.fullmatch(word):
        return follows.isdigit()
    return word.isupper() and INITIALS.fullmatch(word) is not None


def _sentences(
    address: str, text: str, before: Segment | None, used: Collection[str]
) -> tuple[Segment, ...]:
    old = before.sentences if before is not None else ()
    anchored = _anchor(old, sentences(text), f"{address}s", used)
    return tuple(Segment(place, sentence) for place, sentence, _ in anchored)


def _anchor(
    old: Sequence[Segment], texts: list[str], prefix: str, used: Collection[str]
) -> list[tuple[str, str, Segment | None]]:
    """Address, text and old segment of each text, in order."""
    pairs = _pair([segment.text for segment in old], texts)
    fresh = _fresh(prefix, used)
    anchored: list[tuple[str, str, Segment | None]] = []
    for place, text in enumerate(texts):
        before = old[pairs[place]] if place in pairs else None
        anchored.append((before.address if before else next(fresh), text, before))
    return anchored


def _fresh(prefix: str, used: Collection[str]) -> Iterator[str]:
    numbers = [address.removeprefix(prefix) for address in used if address.startswith(prefix)]
    highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return (f"{prefix}{number}" for number in count(highest + 1))


def _pair(old: list[str], new: list[str]) -> dict[int, int]:
    """Which old text each new one continues: {place in `new`: place in `old`}."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    pairs = {block.b + i: block.a + i for block in blocks for i in range(block.size)}
    taken = set(pairs.values())
    likeness = sorted(
        (-_likeness(old[before], new[after]), abs(before - after), after, before)
        for after in range(len(new))
        if after not in pairs
        for before in range(len(old))
        if before not in taken
    )
    for unlike, _, after, before in likeness:
        if -unlike >= SAME and after not in pairs and before not in taken:
            pairs[after] = before
            taken.add(before)
    return pairs


def _likeness(one: str, other: str) -> float:
    """The share of words in common and in order, from 0 to 1; 0 as soon as SAME is out of reach."""
    matcher = SequenceMatcher(None, WORDS.findall(one), WORDS.findall(other), autojunk=False)
    if matcher.real_quick_ratio() < SAME or matcher.quick_ratio() < SAME:
        return 0
    return matcher.ratio()


def _flat(segments: Sequence[Segment]) -> Iterator[Segment]:
    for segment in segments:
        yield segment
        yield from segment.sentences
