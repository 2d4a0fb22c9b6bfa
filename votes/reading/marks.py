"""The marks that sources print for a position, in the six languages."""

import re

from votes.reading.cells import Position
from votes.reading.phrases import plain

# As people print them; `plain` takes case, accents and hyphens off both sides.
_WORDS: dict[Position, str] = {
    "yes": "+|yes|y|yea|oui|o|in favour|in favor|favour|favor|for|voted for|voted in favour|"
    "voted in favor|voting in favour|voting in favor|pour|en faveur|a voté pour|vote pour|"
    "sí|a favor|votó a favor|voto a favor|votos a favor|да|за|голосовал за|голосовала за|"
    "голосовали за|赞成|赞成票|投赞成票|支持|是|نعم|موافق|موافقة|مؤيد|مؤيدة|مع|لصالح|مؤيدون|"
    "المؤيدون",
    "no": "no|n|nay|non|against|voted against|voting against|contre|a voté contre|vote contre|"
    "en contra|contra|votó en contra|voto en contra|votos en contra|нет|против|голосовал против|"
    "голосовала против|голосовали против|反对|反对票|投反对票|否|لا|معارض|معارضة|ضد|غير موافق|"
    "معارضون|المعارضون",
    "abstain": "a|abs|abst|abstain|abstained|abstains|abstaining|abstention|abstentions|"
    "abstenu|abstenue|s'abstient|s'est abstenu|s'est abstenue|abstención|abstenciones|"
    "se abstiene|se abstuvo|se abstuvieron|abstenido|воздержался|воздержалась|воздержалось|"
    "воздержались|воздержавшиеся|воздержавшийся|воздержание|возд|弃权|弃权票|投弃权票|ممتنع|"
    "ممتنعة|امتناع|امتنع|امتنعت|ممتنع عن التصويت|ممتنعة عن التصويت|امتنع عن التصويت|"
    "امتنعت عن التصويت|ممتنعون|الممتنعون|الممتنعون عن التصويت",
    "absent": ".|x|absent|absente|absents|not voting|non voting|nonvoting|non votant|non votante|"
    "non votants|did not vote|didn't vote|not present|not participating|did not participate|"
    "n'a pas voté|n'a pas participé|ne vote pas|n'ont pas voté|ausente|ausentes|no votó|"
    "no votante|no votantes|no votaron|no participó|no participó en la votación|no presente|"
    "отсутствует|отсутствовал|отсутствовала|отсутствовали|отсутствующие|не голосовал|"
    "не голосовала|не голосовали|не голосует|не участвовал|не участвовала|не участвовали|"
    "не участвовал в голосовании|не участвовали в голосовании|缺席|未投票|未参加表决|没有参加表决|"
    "不参加表决|未出席|غائب|غائبة|غائبون|الغائبون|لم يصوت|لم تصوت|لم يشارك|لم تشارك|"
    "لم يشارك في التصويت|لم تشارك في التصويت|غير مصوت|غير مصوتة",
    "not_recorded": "not recorded|non enregistré|no registrado|не зарегистрировано|未记录|غير مسجل",
}
MARKS: dict[str, Position] = {
    plain(word): position for position, words in _WORDS.items() for word in words.split("|")
}
DASHES = frozenset("-–—−")
_LONGEST_MARK = 60
_BETWEEN_MARKS = re.compile(r"[\s/\\,;&|、،؛]+")
_AND = frozenset({"and", "et", "и", "和", "و"})


def position_of(mark: str, *, plus_and_minus: bool = False) -> Position | None:
    """The position that a printed mark means; None for a mark nobody knows.

    A dash means No only on a board that also prints a plus.
    """
    if len(mark) > _LONGEST_MARK:
        return None
    word = plain(mark)
    if not word:
        return "not_recorded"
    if word in DASHES:
        return "no" if plus_and_minus else None
    return _known(word)


def _known(word: str) -> Position | None:
    bare = word.strip("*_()[]\"' ")
    return MARKS.get(word) or MARKS.get(bare) or MARKS.get(bare.rstrip("."))


def marks_in(mark: str) -> tuple[str, ...]:
    """The known marks of a cell's text, in plain form, longest words first: "YES/NO" has two."""
    if len(mark) > _LONGEST_MARK or plain(mark) in ("", "n/a"):
        return ()
    if _known(plain(mark)) or plain(mark) in DASHES:
        return (plain(mark),)
    words = [word for word in _BETWEEN_MARKS.split(plain(mark)) if word not in _AND]
    found: list[str] = []
    while words:
        taken = next((n for n in range(4, 0, -1) if _is_mark(words[:n])), 0)
        if not taken:
            return ()
        found.append(" ".join(words[:taken]))
        words = words[taken:]
    return tuple(found)


def _is_mark(words: list[str]) -> bool:
    word = " ".join(words)
    return word in DASHES or _known(word) is not None
