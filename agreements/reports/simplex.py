"""A small simplex in exact numbers: no rounding decides whether a hidden figure can be worked out.

Sized for one indicator of one report (some hundred cells), not for linear programs at large.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

Number = int | Fraction

# So many steps go uphill as steeply as possible; then Bland's rule, which is slower and always ends.
STEEP_STEPS = 400


class Simplex:
    """Basic columns as sums of the others: column = value + Σ coefficient × other column, every column at least 0.

    Rows are added with their basic column; values are at least 0 from the start, so that a solution always stands.
    """

    def __init__(self) -> None:
        self.value: dict[int, Number] = {}
        self._terms: dict[int, dict[int, Number]] = {}
        # Which rows mention a column: a step touches those alone.
        self._used_in: dict[int, set[int]] = {}

    def add(self, column: int, value: Number, terms: Mapping[int, Number]) -> None:
        """`column` = value + terms. Terms may be of columns that are basic already."""
        total, reduced = self._reduced(terms)
        self.value[column] = _plain(value + total)
        self._terms[column] = reduced
        for other in reduced:
            self._used_in.setdefault(other, set()).add(column)

    def add_zero_sum(self, terms: Mapping[int, Number], *, free: frozenset[int]) -> None:
        """Σ terms = 0, solved for one of the columns in `free`: at 0 now, so that the solution still stands."""
        _total, reduced = self._reduced(terms)
        column = next((each for each in reduced if each in free), None)
        if column is None:
            return
        by = reduced.pop(column)
        row = {other: _divide(-coefficient, by) for other, coefficient in reduced.items()}
        for basic in list(self._used_in.pop(column, ())):
            self._replace(basic, column, row)
        self.value[column] = 0
        self._terms[column] = row
        for other in row:
            self._used_in.setdefault(other, set()).add(column)

    def climb(self, objective: Mapping[int, Number]) -> Iterator[bool]:
        """Towards the largest value of `objective`: yields at each step, True once it is found to have no bound."""
        _total, gains = self._reduced(objective)
        steps = 0
        while (entering := self._entering(gains, is_steep=steps < STEEP_STEPS)) is not None:
            leaving = self._leaving(entering)
            if leaving is None:
                yield True
                return
            row = self._pivot(entering, leaving)
            by = gains.pop(entering)
            for other, coefficient in row.items():
                _add(gains, other, by * coefficient)
            steps += 1
            yield False

    def total(self, terms: Mapping[int, Number]) -> Number:
        return _plain(sum((self.value.get(column, 0) * by for column, by in terms.items()), start=0))

    def is_constant(self, terms: Mapping[int, Number]) -> bool:
        return not self._reduced(terms)[1]

    def growth(self, terms: Mapping[int, Number], ray: int) -> Number:
        """How much `terms` grow for each step of column `ray`, which nothing bounds."""
        _total, reduced = self._reduced(terms)
        return reduced.get(ray, 0)

    def unbounded(self, gains: Mapping[int, Number]) -> int | None:
        """The column that grows without bound towards `gains`, as `climb` found it."""
        _total, reduced = self._reduced(gains)
        return next((each for each, gain in reduced.items() if gain > 0 and self._leaving(each) is None), None)

    def is_whole(self) -> bool:
        return all(isinstance(value, int) for value in self.value.values())

    def _reduced(self, terms: Mapping[int, Number]) -> tuple[Number, dict[int, Number]]:
        """`terms` over non-basic columns alone, and their value now."""
        total: Number = 0
        reduced: dict[int, Number] = {}
        for column, by in terms.items():
            if column not in self._terms:
                _add(reduced, column, by)
                continue
            total += by * self.value[column]
            for other, coefficient in self._terms[column].items():
                _add(reduced, other, by * coefficient)
        return total, reduced

    def _entering(self, gains: Mapping[int, Number], *, is_steep: bool) -> int | None:
        rising = [column for column, gain in gains.items() if gain > 0]
        if not rising:
            return None
        return max(rising, key=lambda column: (gains[column], -column)) if is_steep else min(rising)

    def _leaving(self, entering: int) -> int | None:
        """The first basic column to reach 0 as `entering` grows; None where none does."""
        best: tuple[Number, int] | None = None
        for basic in self._used_in.get(entering, ()):
            by = self._terms[basic][entering]
            if by < 0:
                room = (_divide(self.value[basic], -by), basic)
                best = room if best is None or room < best else best
        return None if best is None else best[1]

    def _pivot(self, entering: int, leaving: int) -> dict[int, Number]:
        row = self._terms.pop(leaving)
        value = self.value.pop(leaving)
        for other in row:
            self._used_in[other].discard(leaving)
        by = row.pop(entering)
        solved = {other: _divide(-coefficient, by) for other, coefficient in row.items()}
        solved[leaving] = _divide(1, by)
        moved = _divide(-value, by)
        for basic in list(self._used_in.pop(entering, ())):
            self.value[basic] = _plain(self.value[basic] + self._terms[basic][entering] * moved)
            self._replace(basic, entering, solved)
        self._terms[entering] = solved
        self.value[entering] = moved
        for other in solved:
            self._used_in.setdefault(other, set()).add(entering)
        return solved

    def _replace(self, basic: int, column: int, row: Mapping[int, Number]) -> None:
        terms = self._terms[basic]
        by = terms.pop(column)
        for other, coefficient in row.items():
            _add(terms, other, by * coefficient)
            users = self._used_in.setdefault(other, set())
            if other in terms:
                users.add(basic)
            else:
                users.discard(basic)


def _add(terms: dict[int, Number], column: int, by: Number) -> None:
    total = _plain(terms.get(column, 0) + by)
    if total:
        terms[column] = total
    else:
        terms.pop(column, None)


def _divide(number: Number, by: Number) -> Number:
    if by in (1, -1):
        return _plain(number * by)
    return _plain(Fraction(number) / by)


def _plain(number: Number) -> Number:
    """A whole number as int: most are, and ints are quick."""
    if isinstance(number, Fraction) and number.denominator == 1:
        return int(number)
    return number
