"""Text as XML holds it: plain, and with what it cites and quotes marked within it."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What XML 1.0 cannot hold.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A symbol ends where no other symbol goes on: "L.3" is not in "L.31", nor in "L.3/Rev.1".
WITHIN = r"(?<!\w)(?:%s)(?![\w/]|\.\w)"

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """`words`, wherever they stand in a text, stand in an element of that name."""

    words: str
    name: str
    facts: Mapping[str, str]


def plain(words: str) -> str:
    return FORBIDDEN.sub("", words)


def add(parent: ET.Element, name: str, words: str = "", /, **facts: str) -> ET.Element:
    """A new last child. No value can break the document."""
    element = ET.SubElement(parent, name, {key: plain(value) for key, value in facts.items()})
    element.text = plain(words)
    return element


def say(parent: ET.Element, words: str) -> None:
    """Text behind all that is in `parent`."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + plain(words)
    else:
        parent.text = (parent.text or "") + plain(words)


def say_marked(parent: ET.Element, words: str, marks: Sequence[Mark]) -> None:
    """The same, with the marks in it; of two at one place the longer."""
    known = {mark.words: mark for mark in marks if mark.words}
    if not known:
        say(parent, words)
        return
    longest = sorted(known, key=lambda each: (-len(each), each))
    pattern, done = re.compile(WITHIN % "|".join(map(re.escape, longest))), 0
    for found in pattern.finditer(words):
        say(parent, words[done : found.start()])
        mark = known[found[0]]
        add(parent, mark.name, found[0], **mark.facts)
        done = found.end()
    say(parent, words[done:])
