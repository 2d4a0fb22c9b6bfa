"""An order of States in which those that vote alike stand side by side, so that blocs show.

Average-link clustering: the two clusters that agree most, over the common votes of all their pairs,
are joined until one is left, each time with the ends together that agree most. A pair without a
common vote weighs nothing. 200 States take a fraction of a second, however long the record.
"""

from collections.abc import Sequence

from votes.analysis.agreement import Agreement, Variant

# Below every share: nothing is known of the two.
UNKNOWN = -1.0
Table = list[list[float]]


def in_blocs(pairs: Sequence[Agreement], variant: Variant = "exact") -> list[str]:
    """The codes of the States of these pairs. The same pairs always give the same order."""
    states = sorted({state for pair in pairs for state in (pair.first, pair.second)})
    numbers = {state: number for number, state in enumerate(states)}
    points, common = _table(len(states)), _table(len(states))
    for pair in pairs:
        for one, other in (pair[:2], pair[1::-1]):
            points[numbers[one]][numbers[other]] = float(pair.points(variant))
            common[numbers[one]][numbers[other]] = pair.common
    return [states[each] for each in _Clusters(points, common).joined()]


def _table(size: int) -> Table:
    return [[0.0] * size for _ in range(size)]


def _share(points: float, common: float) -> float:
    return points / common if common else UNKNOWN


class _Clusters:
    """Clusters by the number of one of their States; `near` is (share, cluster) of the one that
    agrees most with each."""

    def __init__(self, points: Table, common: Table) -> None:
        self.points, self.common = points, common
        self.alike = [
            [_share(*both) for both in zip(*rows, strict=True)]
            for rows in zip(points, common, strict=True)
        ]
        self.members = {number: [number] for number in range(len(points))}
        self.near = {number: self._nearest(number) for number in self.members}

    def joined(self) -> list[int]:
        """All of them in one row."""
        while len(self.members) > 1:
            one = max(self.members, key=lambda each: (self.near[each][0], -each))
            self._join(one, self.near[one][1])
        return next(iter(self.members.values()), [])

    def _nearest(self, one: int) -> tuple[float, int]:
        points, common = self.points[one], self.common[one]
        found = (
            (_share(points[each], common[each]), -each) for each in self.members if each != one
        )
        share, other = max(found, default=(UNKNOWN, -one))
        return share, -other

    def _join(self, one: int, other: int) -> None:
        """`other` goes into `one`; only clusters that were near to either look again."""
        self.members[one] = self._together(self.members[one], self.members.pop(other))
        del self.near[other]
        for table in (self.points, self.common):
            for each in self.members:
                table[one][each] += table[other][each]
                table[each][one] = table[one][each]
        self.near[one] = self._nearest(one)
        for each in self.members:
            share = _share(self.points[each][one], self.common[each][one])
            if self.near[each][1] in (one, other):
                self.near[each] = self._nearest(each)
            elif each != one and share > self.near[each][0]:
                self.near[each] = share, one

    def _together(self, one: list[int], other: list[int]) -> list[int]:
        """Of the four ways to lay two rows end to end, the one whose ends agree most."""
        ways = ((left, right) for left in (one, one[::-1]) for right in (other, other[::-1]))
        left, right = max(ways, key=lambda way: self.alike[way[0][-1]][way[1][0]])
        return left + right
