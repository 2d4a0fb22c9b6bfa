"""States that a sentence beside the lists says did not vote."""

import re
from collections.abc import Iterator

from votes.reading.phrases import level
from votes.reading.prose.names import names_in

_WHO = r"(?P<who>[^.;。]{2,300}?)"
# For texts in the form that `level` gives; each names who, and how the source says it.
_SENTENCES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:delegations?|representatives?) of {_WHO},? (?P<how>(?:did|had) not (?:vote\b|"
        r"cast (?:a|an|any|its|their|his|her) (?:votes?|ballots?)\b|"
        r"(?:participated?|taken?|take) (?:part )?in the vot(?:e|ing))|"
        r"(?:was|were) (?:absent|not present)(?: during the vot(?:e|ing))?)",
        rf"\A\W*{_WHO},? (?P<how>did not (?:participate|take part) in the vot(?:e|ing))",
        rf"\b(?:la|les) delegations? (?=de |du |des |d['’]){_WHO},? (?P<how>n['’](?:a|ont) pas "
        r"(?:participe au (?:vote|scrutin)|pris part au (?:vote|scrutin)|vote\b))",
        rf"\b(?:la|las) delegacion(?:es)? (?=de ){_WHO},? "
        r"(?P<how>no (?:participo|participaron|tomo parte|tomaron parte) en la votacion)",
        rf"\bделегаци[яи] {_WHO},? (?P<how>не (?:участвовал\w{{0,2}}|"
        r"принимал\w{0,2} участия|принял\w{0,2} участия) в голосовании)",
        rf"(?:\A|[,、\s]){_WHO}(?:代表团|的代表团) ?"
        r"(?P<how>(?:没有|未|不)(?:参加|参与)(?:表决|投票))",
        rf"(?P<how>لم [تي]شارك) (?:وفد|وفود|ممثل|ممثلو) {_WHO} في (?:عملية )?التصويت",
    )
)
_ARTICLE = re.compile(r"\A(?:de la|de l['’]|du|des|de los|de las|del|de|d['’]) ?(?=[A-ZÀ-Þ])")
_OF = re.compile(r"\A(?:the )?(?:delegations? |representatives? )?of ", re.IGNORECASE)


def absent_in(sentence: str) -> Iterator[tuple[int, str, str]]:
    """(place in the sentence, name, words of the source) of each State said not to have voted."""
    flat = level(sentence).replace("\n", " ")
    for pattern in _SENTENCES:
        match = pattern.search(flat)
        if match is None:
            continue
        how = " ".join(sentence[match.start("how") : match.end("how")].split())
        for place, name in names_in(sentence[match.start("who") : match.end("who")], 0):
            bare = _ARTICLE.sub("", _OF.sub("", name, count=1), count=1)
            yield match.start("who") + place, bare, how
        return
