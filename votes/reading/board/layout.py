"""Which columns of a board hold marks and which hold names, decided over all its rows."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from votes.reading.board.rows import Row, is_group, is_mark
from votes.reading.phrases import is_name_shaped, plain

_NUMBER = re.compile(r"(?:no\.? ?)?\d{1,4}[.):]?")
_CODE = re.compile(r"[A-Z]{2,3}")

NAME_HEADS = frozenset(
    {"country", "countries", "state", "states", "member", "members", "delegation", "delegations"}
    | {"name", "names", "nation", "nations", "member state", "member states", "country name"}
    | {"name of country", "name of state", "state name", "country or area", "country/area"}
    | {"pays", "etat", "etats", "etat membre", "etats membres", "membre", "membres", "nom"}
    | {"nom du pays", "nom de l'etat"}
    | {"pais", "paises", "estado", "estados", "estado miembro", "estados miembros", "miembro"}
    | {"nombre", "delegacion"}
    | set(map(plain, ("страна", "страны", "государство", "государства", "государство-член")))
    | {"国家", "国名", "会员国", "成员", "成员国", "代表团"}
    | {"البلد", "الدولة", "الدول", "الدولة العضو", "الوفد"}
)
MARK_HEADS = frozenset(
    {"vote", "votes", "voted", "mark", "position", "choice", "ballot", "decision", "voix", "result"}
    | {"vote cast", "how voted", "voting", "marque", "votes cast", "resultat", "votation"}
    | {"scrutin", "voto", "votos", "votacion", "sentido del voto", "posicion"}
    | set(map(plain, ("голос", "голосование", "позиция", "результат")))
    | {"表决", "投票", "票", "立场", "التصويت", "الصوت", "تصويت", "صوت", "الموقف"}
)
_OTHER_HEADS = frozenset(
    {"no", "no.", "nr", "#", "n°", "no°", "number", "numero", "rank", "seat", "siege", "order"}
    | {"ordre", "orden", "№", "序号", "номер", "الرقم", "رقم"}
    | {"group", "regional group", "groupe", "groupe regional", "region", "code", "iso", "iso3"}
    | {"iso 3", "iso code", "iso2", "alpha 3", "remarks", "remark", "comment", "comments", "note"}
    | {"notes", "remarques", "observations", ""}
)
_HEADS_OF_PERSONS = frozenset(
    {"party", "parti", "mp", "mep", "deputy", "depute", "senator", "senateur", "constituency"}
    | {"circonscription", "surname", "first name", "last name", "person", "legislator", "voter"}
    | {"member of parliament", "representative", "councillor", "circonscription electorale"}
)


@dataclass(frozen=True, slots=True)
class Layout:
    """`pairs` are (column of marks, column of names), from left to right.

    `width` is the number of columns that the board should have; None where any may be.
    """

    pairs: tuple[tuple[int, int], ...]
    width: int | None = None

    @property
    def is_mark_first(self) -> bool:
        mark, name = self.pairs[0]
        return mark < name

    @property
    def columns(self) -> frozenset[int]:
        return frozenset(column for pair in self.pairs for column in pair)


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    texts: tuple[str, ...]
    lines: frozenset[int] = frozenset()

    @property
    def marks(self) -> int:
        return sum(map(is_mark, self.texts))

    @property
    def share(self) -> float:
        return self.marks / len(self.texts) if self.texts else 0.0

    @property
    def is_beside_the_point(self) -> bool:
        """Running numbers and regional groups."""
        return bool(self.texts) and (
            all(_NUMBER.fullmatch(plain(text)) for text in self.texts)
            or all(map(is_group, self.texts))
        )

    @property
    def is_of_codes(self) -> bool:
        if self.share > 0.5 or len(set(self.texts)) < len(self.texts):
            return False
        return bool(self.texts) and all(map(_CODE.fullmatch, self.texts))

    @property
    def is_of_names(self) -> bool:
        return sum(map(is_name_shaped, self.texts)) * 2 >= len(self.texts) > 0


_NO_COLUMN = _Column(-1, ())


def is_header(row: Row) -> bool:
    """A row that says what its columns hold, and holds no vote itself."""
    heads = {plain(text) for text in row.fields if 0 < len(text) < 40}
    if heads & MARK_HEADS:
        return bool(heads & (NAME_HEADS | _HEADS_OF_PERSONS)) or not row.has_strong_mark
    return bool(heads & NAME_HEADS) and heads <= NAME_HEADS | _OTHER_HEADS


def names_persons(row: Row) -> bool:
    return any(plain(text) in _HEADS_OF_PERSONS for text in row.fields if len(text) < 40)


def find_layout(rows: Sequence[Row], header: Row | None = None) -> Layout | None:
    """The layout that explains the rows, None where none does."""
    columns = _columns(rows)
    layout = _layout_of_header(header, columns) if header else None
    layout = layout or _best_layout(columns)
    if layout or not columns:
        return layout
    usual = Counter(_length(row) for row in rows if row.is_core).most_common(1)
    width = usual[0][0] if usual else 0
    layout = _best_layout(columns[:width])
    return Layout(layout.pairs, width) if layout else None


def _layout_of_header(header: Row, columns: Sequence[_Column]) -> Layout | None:
    heads = [plain(text) for text in header.fields]
    names = [n for n, head in enumerate(heads) if head in NAME_HEADS]
    marks = [n for n, head in enumerate(heads) if head in MARK_HEADS]
    others = {head for head in heads if head not in NAME_HEADS | MARK_HEADS}
    if len(names) != len(marks) or others - _OTHER_HEADS:
        return None
    pairs = tuple(zip(marks, names, strict=True))
    by_index = dict(enumerate(columns))
    found = [(by_index.get(m, _NO_COLUMN), by_index.get(n, _NO_COLUMN)) for m, n in pairs]
    is_blank = not any(mark.texts for mark, _ in found)
    if len({mark < name for mark, name in pairs}) != 1 or not _explains(found, is_blank=is_blank):
        return None
    return Layout(pairs)


def _columns(rows: Sequence[Row]) -> list[_Column]:
    width = max((len(row.fields) for row in rows), default=0)
    columns = []
    for n in range(width):
        filled = {row.line: text for row in rows if (text := row.field(n))}
        columns.append(_Column(n, tuple(filled.values()), frozenset(filled)))
    return columns


def _length(row: Row) -> int:
    return max((n for n, text in enumerate(row.fields, start=1) if text), default=0)


def _best_layout(columns: Sequence[_Column]) -> Layout | None:
    layouts = [
        ((marks, -_marks_alone(found)), Layout(pairs))
        for selection in _selections(columns)
        for mark_first in (True, False)
        if (marks := _marks_explained(found := _paired(selection, mark_first)))
        and (pairs := tuple((mark.index, name.index) for mark, name in found if name.texts))
    ]
    return max(layouts, key=lambda layout: layout[0])[1] if layouts else None


def _selections(columns: Sequence[_Column]) -> Iterator[list[_Column]]:
    """The columns that may count, with and without those that are blank or repeat the name."""
    useful = [column for column in columns if not column.is_beside_the_point]
    for kept in (useful, [column for column in useful if not column.is_of_codes]):
        yield kept
        if kept and not kept[0].texts:
            yield kept[1:]
        yield [column for column in kept if column.texts]
        if not any(column.texts for column in kept[2::3]):
            # A blank column after each pair: another blank one is a column of marks.
            yield [column for n, column in enumerate(kept) if n % 3 != 2]


def _paired(columns: Sequence[_Column], mark_first: bool) -> list[tuple[_Column, _Column]]:
    past = _Column(columns[-1].index + 1 if columns else 0, ())
    even = [*columns, past] if len(columns) % 2 else list(columns)
    pairs = zip(even[::2], even[1::2], strict=True)
    return [(left, right) if mark_first else (right, left) for left, right in pairs]


def _explains(pairs: Sequence[tuple[_Column, _Column]], *, is_blank: bool) -> bool:
    return any(name.texts for _, name in pairs) and (is_blank or _marks_explained(pairs) > 0)


def _marks_explained(pairs: Sequence[tuple[_Column, _Column]]) -> int:
    """How many marks stand where marks should; 0 where the pairs contradict the rows."""
    filled = sum(len(mark.texts) for mark, _ in pairs)
    known = sum(mark.marks for mark, _ in pairs)
    if known * 3 < filled or not all(_is_possible(mark, name) for mark, name in pairs):
        return 0
    return known


def _marks_alone(pairs: Sequence[tuple[_Column, _Column]]) -> int:
    """How many marks have no name beside them."""
    return sum(len(mark.lines - name.lines) for mark, name in pairs)


def _is_possible(mark: _Column, name: _Column) -> bool:
    if not name.texts:
        return not mark.texts
    if mark.texts and mark.share < name.share:
        return False
    return name.is_of_names and name.share < 0.5
