"""What a vote was taken on, as its sentence says: a text, an amendment, a paragraph, a motion."""

import re
from collections.abc import Sequence

from votes.reading.cells import Outcome, Subject, TextFacts, TextKind
from votes.reading.phrases import level, plain
from votes.reading.prose.paragraphs import PARAGRAPH, label_of
from votes.reading.prose.statement import adopted_as, symbols_of

# For texts in the form that `plain` gives, whose words keep their blanks.
_NO_ACTION = re.compile(
    r"\bno action\b|not to take (?:any )?action|not take (?:any )?(?:action|decision)|"
    r"motion de non action|ne (?:se )?prononce\w{0,3} pas|ne prenne aucune decision|"
    r"mocion de no \w+|no (?:se )?(?:adopt|tom|pronunci)\w+ (?:ninguna )?(?:medida|decision)|"
    r"не принимать решени|непринятии решени|непринятии мер|不采取行动|不采取任何行动|"
    r"عدم اتخاذ (?:اي )?(?:اجراء|قرار)|عدم البت"
)
_AMENDMENT = re.compile(r"\bamendments?\b|\bamendements?\b|\benmiendas?\b|поправ[кo]|修正案|تعديل")
_DRAFT = re.compile(
    r"\bdraft (?:resolution|decision|text|proposal)|\bthe draft\b|\bprojets? de (?:resolution|"
    r"decision|texte)|\bproyectos? de (?:resolucion|decision|texto)|"
    r"проект\w{0,3} (?:резолюц|решени)|决议草案|决定草案|مشروع (?:ال)?(?:قرار|مقرر)"
)
_TEXT = re.compile(
    r"\bresolution\b|\bdecision\b|\bresolucion\b|резолюци|决议|决定|\b(?:ال)?قرار\b|\bمقرر\b"
)
_KEPT = re.compile(
    r"\bretain|\bseparate (?:recorded )?vote|\bmaint(?:enu|ien)|\bvote separe|\bmant(?:en|uv|ien)|"
    r"\bconserv|votacion (?:registrada )?(?:por )?separad|сохран|раздельно|保留|单独(?:记录)?表决|"
    r"الابقاء|ابق[يت]|تصويت (?:مسجل )?منفصل"
)
_REJECTED = re.compile(
    r"\breject\w*|\b(?:not|fails? to be|failed to be) (?:adopt|retain|carri)\w*|\bnot be retained|"
    r"\bdeleted\b|\brejet\w*|n'(?:est|a|ont|sont)(?: ete)? pas (?:ete )?(?:adopt|maint)\w*|"
    r"\brechaz\w*|\bno (?:se |fue |fueron |queda )?(?:aprob|mant|retien)\w*|отклон\w*|"
    r"\bне (?:был\w? )?(?:принят|сохран)\w*|否决|未(?:获|能|被)?(?:得)?(?:通过|保留)|رفض\w*|"
    r"لم (?:يعتمد|تعتمد|يحتفظ)"
)
_ADOPTED = re.compile(
    r"\badopt(?:ed|s)\b|\bretain(?:ed|s)?\b|\bcarried\b|\bapproved\b|\badopte\w{0,3}\b|\bmaintenu|"
    r"\baprob(?:ad|o|ar)\w*|\bmant(?:ien|uv|enid)\w*|\bпринят\w{0,2}\b|\bпринимается|\bсохран\w+|"
    r"通过|获得保留|予以保留|اعتمد\w*|ابق[يت]\w*|الابقاء"
)
# What a symbol is, told by the nearest of these words before it, or right behind it.
_OF_AMENDMENT = re.compile(r"amend(?:ment|ement)|enmienda|поправ|修正案|تعديل")
_OF_DRAFT = re.compile(
    r"draft (?:resolution|decision)|projet|proyecto|проект|决议草案|决定草案|مشروع|resolution\b"
)
_NEAR_A_SYMBOL = 90
_KINDS: tuple[tuple[re.Pattern[str], TextKind], ...] = (
    (re.compile(r"decision|решени|决定草案|مقرر"), "decision"),
    (re.compile(r"resolution|resolucion|резолюц|决议|قرار"), "resolution"),
)
_FOOTNOTE = re.compile(
    r"\[ ?(?:the \w+ was )?(?:adopted|adopte|aprobad|принят|经|以|未经|اعتمد)", re.IGNORECASE
)


def subject_of(sentence: str) -> Subject | None:
    """The subject of a vote that a sentence speaks of; None where it names none."""
    flat = plain(sentence)
    if _NO_ACTION.search(flat):
        return "no_action"
    paragraph, amendment, draft = (
        match.start() if (match := pattern.search(flat)) else None
        for pattern in (PARAGRAPH, _AMENDMENT, _DRAFT)
    )
    if paragraph is not None and _KEPT.search(flat):
        return "paragraph"
    if amendment is not None and (draft is None or amendment < draft or "对" in flat[:draft]):
        return "amendment"
    if paragraph is not None and (draft is None or paragraph < draft):
        return "paragraph"
    return "whole" if draft is not None or _TEXT.search(flat) else None


def is_footnote(sentence: str) -> bool:
    """Whether a sentence is the beginning of an adopted text's footnote: "[Adopted by …"."""
    return _FOOTNOTE.match(plain(sentence)) is not None


def is_of_a_draft(sentence: str) -> bool:
    """Whether a sentence speaks of a draft, or of a paragraph or motion that needs one."""
    flat = plain(sentence)
    return any(pattern.search(flat) for pattern in (_DRAFT, PARAGRAPH, _NO_ACTION))


def outcome_of(sentence: str) -> Outcome | None:
    """How a vote ended, where a sentence says one thing."""
    flat = plain(sentence)
    is_rejected = _REJECTED.search(flat) is not None
    is_adopted = _ADOPTED.search(_REJECTED.sub(" ", flat)) is not None
    if is_rejected == is_adopted:
        return None
    return "rejected" if is_rejected else "adopted_by_vote"


def symbol_of_amendment(sentence: str) -> tuple[str | None, str | None]:
    """An amendment's own symbol and that of the draft which it amends, as far as both are said."""
    own: str | None = None
    amended: str | None = None
    flat = level(sentence)
    end = 0
    is_own: bool | None = None
    for match in symbols_of(sentence):
        # "Amendments L.39 and L.40 to draft L.7": the second is what the first is.
        of_list = is_own if end and _BETWEEN_SYMBOLS.fullmatch(flat[end : match.start()]) else None
        is_own = _is_amendment(flat[max(end, match.start() - _NEAR_A_SYMBOL) : match.start()])
        if is_own is None:
            is_own = _is_amendment(flat[match.end() : match.end() + 6])
        if is_own is None:
            is_own = of_list
        end = match.end()
        if is_own or (is_own is None and not own):
            own = own or match[0]
        else:
            amended = amended or match[0]
    return own, amended


_BETWEEN_SYMBOLS = re.compile(r"\s*(?:[,،、]\s*)?(?:and|et|y|и|和|و|to|through|-|–)?\s*")


def _is_amendment(words: str) -> bool | None:
    last = {
        is_amendment: max((match.start() for match in pattern.finditer(words)), default=-1)
        for is_amendment, pattern in ((True, _OF_AMENDMENT), (False, _OF_DRAFT))
    }
    return None if max(last.values()) < 0 else last[True] > last[False]


def symbol_of_text(sentence: str) -> str | None:
    """The symbol of the text that a sentence speaks of."""
    symbols = symbols_of(sentence)
    return symbols[0][0] if symbols else None


def draft_in(sentence: str) -> str | None:
    """The symbol of the draft that a sentence names as one, the last where it names more."""
    flat = level(sentence)
    drafts = [
        match[0]
        for match in symbols_of(sentence)
        if "L." in match[0]
        and _is_amendment(flat[max(0, match.start() - _NEAR_A_SYMBOL) : match.start()]) is False
    ]
    return drafts[-1] if drafts else None


def facts_of(
    sentences: Sequence[str], *, subject: Subject | None, amends: str | None, meeting: int | None
) -> TextFacts | None:
    """What the sentences about a vote say of it, the one that states it first.

    None where they say nothing of the subject, the outcome and the meeting.
    """
    stated = sentences[0] if sentences else ""
    outcome = outcome_of(stated)
    if subject is None and outcome is None and meeting is None:
        return None
    is_whole = subject in ("whole", None)
    labels = (label_of(each) for each in sentences) if subject == "paragraph" else ()
    return TextFacts(
        kind="amendment" if subject == "amendment" else kind_of(stated),
        subject=subject or "whole",
        amends=amends,
        label=next(filter(None, labels), ""),
        outcome=outcome,
        is_final=True if is_whole and outcome == "adopted_by_vote" and _settles(stated) else None,
        meeting=meeting,
    )


def _settles(sentence: str) -> bool:
    """Whether a sentence says that a text became an adopted one by this vote."""
    return is_footnote(sentence) or adopted_as(sentence) is not None


def kind_of(sentence: str) -> TextKind | None:
    """Resolution or decision, as a sentence says."""
    flat = plain(sentence)
    return next((kind for pattern, kind in _KINDS if pattern.search(flat)), None)
