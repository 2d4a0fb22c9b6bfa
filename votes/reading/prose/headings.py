"""The headings of a roll call's lists ("In favour:", "赞成："), in the six languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from votes.reading.cells import Position
from votes.reading.phrases import level

_WHO = (
    # The list before may end in "United States", with nothing but a blank before "Abstaining".
    r"(?:(?<!united\s)(?<!mexican\s)(?:those|states|members|member[ ]states|countries|"
    r"delegations|les[ ]etats|etats|les[ ]membres|membres|pays|(?:los[ ])?estados(?:[ ]miembros)?|"
    r"(?:los[ ])?miembros|paises|государства(?:-члены)?,?|члены[ ]совета,?|"
    r"الدول(?:[ ]الاعضاء)?|الاعضاء)[ ]"
    r"(?:(?:that|who|which|qui|ayant|que|которые|التي|الذين)[ ])?)?"
)
_FRENCH_VOTED = "ont voté|voté|votent|votant|ayant voté"
_WORDS: dict[str, str] = {
    "yes": "in favour|in favor|voted in favour|voted in favor|votes in favour|votes in favor|"
    "vote in favour|voting in favour|voting in favor|voted for|voting for|for|yes|"
    "vote pour|votes pour|voix pour|pour|en faveur|oui|"
    "a favor|votos a favor|voto a favor|votaron a favor|han votado a favor|votan a favor|sí|"
    "голосовали за|голосовавшие за|голосующие за|проголосовали за|голоса за|за|да|"
    "赞成|赞成票|投赞成票|投赞成票者|投赞成票的国家|投票赞成|投票赞成的国家|赞成者|赞成国|"
    "المؤيدون|مؤيدون|المؤيدة|الموافقون|المصوتون مؤيدين|صوتوا مؤيدين|صوت مؤيدا|المصوتون تأييدا|"
    "المصوتون لصالح القرار|الأصوات المؤيدة|أصوات مؤيدة|صوتت لصالح القرار|صوتت مؤيدة|نعم",
    "no": "against|voted against|votes against|vote against|voting against|no|"
    "vote contre|votes contre|voix contre|contre|non|"
    "en contra|votos en contra|voto en contra|votaron en contra|han votado en contra|"
    "votan en contra|"
    "голосовали против|голосовавшие против|голосующие против|проголосовали против|"
    "голоса против|против|нет|"
    "反对|反对票|投反对票|投反对票者|投反对票的国家|投票反对|投票反对的国家|反对者|反对国|"
    "المعارضون|معارضون|المعارضة|المصوتون معارضين|صوتوا معارضين|صوت معارضا|المصوتون ضد القرار|"
    "الأصوات المعارضة|أصوات معارضة|صوتت ضد القرار|صوتت معارضة|لا",
    "abstain": "abstain|abstaining|abstained|abstention|abstentions|abstenus|se sont abstenus|"
    "s'étant abstenus|s'abstiennent|s'abstenant|"
    "abstención|abstenciones|se abstuvieron|se abstienen|se han abstenido|abstenidos|"
    "воздержались|воздержавшиеся|воздержавшихся|воздерживаются|воздерживающиеся|"
    "弃权|弃权票|投弃权票|投弃权票者|投弃权票的国家|弃权者|弃权国|弃权的国家|"
    "الممتنعون|ممتنعون|الممتنعون عن التصويت|الممتنعة عن التصويت|امتنعوا عن التصويت|"
    "امتنع عن التصويت|امتنعت عن التصويت|الممتنعة|الامتناع عن التصويت",
    "absent": "absent|absents|absent states|absent state|not present|"
    "ausente|ausentes|estuvieron ausentes|отсутствовали|отсутствующие|отсутствовавшие|"
    "缺席|缺席者|未出席|الغائبون|غائبون|المتغيبون|الغائبة",
    "non_voting": "did not vote|not vote|not voting|non voting|non votants|"
    "non votant|not participating|not participating in the vote|did not participate|"
    "did not participate in the vote|did not participate in the voting|n'ont pas voté|"
    "n'ont pas participé|n'ont pas participé au vote|n'ayant pas voté|"
    "n'ayant pas participé au vote|n'ayant pas participé|ne participant pas|"
    "ne participant pas au vote|"
    "no votaron|no votantes|no han votado|no participaron|no participaron en la votación|"
    "не голосовали|не голосовавшие|не участвовали|не участвовали в голосовании|"
    "не принимали участия в голосовании|не принимавшие участия в голосовании|"
    "не участвовавшие в голосовании|"
    "未投票|未参加表决|没有参加表决|不参加表决|未参加投票|没有投票|"
    "لم يصوتوا|لم يشاركوا في التصويت|لم يصوت|لم تصوت|غير المصوتين|غير مصوتين|"
    "غير المشاركين في التصويت|لم يشترك في التصويت|لم يشتركوا في التصويت",
}
_WORDS["yes"] += "".join(
    f"|{v} {how}" for v in _FRENCH_VOTED.split("|") for how in ("pour", "en faveur")
)
_WORDS["no"] += "".join(f"|{voted} contre" for voted in _FRENCH_VOTED.split("|"))
# Words that mean something else so often that only a colon makes them a heading.
_COMMON = frozenset(
    map(level, ("for", "pour", "yes", "oui", "no", "non", "sí", "за", "да", "нет", "نعم", "لا"))
)


def _any_of(words: str) -> str:
    """A pattern for any of the words, whatever blanks, hyphens and apostrophes stand in them."""
    ordered = sorted(level(words).split("|"), key=len, reverse=True)
    patterns = (re.escape(word).replace(r"\ ", r"[\s-]{1,3}") for word in ordered)
    return "|".join(patterns).replace("'", "['’]")


# For texts in the form that `level` gives.
_HEADING = re.compile(
    r"(?<![^\s.;,:(\[\])*_#•–—>。،؛、-])"
    + _WHO.replace("[ ]", r"\s{1,3}")
    + "(?:"
    + "|".join(f"(?P<{key}>{_any_of(words)})" for key, words in _WORDS.items())
    + r")(?:\s{0,2}(?P<votes>\d{1,3})\s?票)?(?![\w-])[*_]{0,3}"
    r"(?:\s{0,3}\([ ]?(?P<count>\d{1,3})[^()\n]{0,20}\))?[*_]{0,3}"
    r"(?:[ \t]{0,3}:|(?=[ \t]{0,9}(?:\n|\Z)))[*_]{0,3}"
)
_STEM = re.compile(
    r"fav|contr|aga|abs|pres|vot|part|голос|воздерж|против|赞成|反对|弃权|مويد|معارض|ممتنع"
)
_POSITIONS: dict[str, Position] = {
    "yes": "yes",
    "no": "no",
    "abstain": "abstain",
    "absent": "absent",
    "non_voting": "absent",
}


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading: `key` is the name of its total, `printed` its words, `start` and `end` places."""

    key: str
    printed: str
    start: int
    end: int
    count: int | None

    @property
    def is_common(self) -> bool:
        """Words such as "for:" and "no:" that alone make no vote."""
        return level(self.printed) in _COMMON

    @property
    def position(self) -> Position:
        return _POSITIONS[self.key]


def headings_in(text: str) -> Iterator[ListHeading]:
    """The headings: words with a colon, or alone on a line of their own."""
    flat = level(text)
    for match in _HEADING.finditer(flat) if _STEM.search(flat) else ():
        key = next(key for key in _POSITIONS if match[key])
        printed = " ".join(text[match.start() : match.end(key)].split())
        if _has_colon(match) or (level(printed) not in _COMMON and _begins_line(match)):
            number = match["count"] or match["votes"]
            count = int(number) if number else None
            yield ListHeading(key, printed, match.start(), match.end(), count)


def _has_colon(match: re.Match[str]) -> bool:
    return match[0].rstrip("*_").endswith(":")


def _begins_line(match: re.Match[str]) -> bool:
    line_start = match.string.rfind("\n", 0, match.start()) + 1
    return not match.string[line_start : match.start()].strip("*_#>-•– \t")
