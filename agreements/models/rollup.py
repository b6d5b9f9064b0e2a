"""What happened in the cases, counted: what each case adds, the sums that hold no person, and how far it is folded."""

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import CareUnit, Provider
from cases.models import Case

OF_FACTS: Any = {"related_name": "+", "db_index": False, "db_constraint": False}


class CountedRow(models.Model):
    """The columns by which figures are kept apart.

    `indicator` is a key of the registry. `unit` is the unit as it was then, `provider` its provider. `code` is the
    indicator's own breakdown (a reason, a profession), empty where it has none.

    Units, providers and cases are those of facts, where the database holds them: it does not check them here again.
    """

    indicator = models.SlugField(max_length=60, db_index=False)
    provider = models.ForeignKey(Provider, models.PROTECT, **OF_FACTS)

    class Meta:
        abstract = True


class Contribution(CountedRow):
    """What one case adds to one indicator: met, not met, or not known. Held for the way from a figure to its cases.

    `origin` is the row it is about, one per indicator and case. `days` is a lead time in whole days. `person` is how
    figures tell the case's subject from others (the view cases_countedperson). It is the worker's: a unit that has not
    been told who a case is about must not see that it is about the same child as another. Web reads all other columns,
    each by a grant of its own (migrations/sql/0020_contribution.sql): a new column needs one.
    """

    pk = models.CompositePrimaryKey("case_id", "indicator", "origin")
    case = models.ForeignKey(Case, models.CASCADE, **OF_FACTS)
    origin = models.UUIDField()
    unit = models.ForeignKey(CareUnit, models.PROTECT, **OF_FACTS)
    counterpart = models.ForeignKey(CareUnit, models.PROTECT, null=True, **OF_FACTS)
    day = models.DateField()
    met = models.BooleanField(null=True)
    days = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=24, blank=True)
    person = models.CharField(max_length=20)

    class Meta:
        indexes = [
            models.Index(fields=["indicator", "unit", "day"], name="contribution_by_figure"),
            models.Index(fields=["person", "provider", "indicator"], name="contribution_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.day}"


class Rollup(CountedRow):
    """How often in one quarter. `unknown` is part of `counted`, as `met` is; the rest of it was not met.

    A quarter is the shortest period that is told of; days are in the contributions. A lead time is kept as counts per
    whole day, `days`: medians and percentiles of any sum of rows are then exact. Rows count acts, not persons: those
    are in RollupPersons.
    """

    unit = models.ForeignKey(CareUnit, models.PROTECT, **OF_FACTS)
    counterpart = models.ForeignKey(CareUnit, models.PROTECT, null=True, **OF_FACTS)
    quarter = models.DateField()
    days = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=24, blank=True)
    counted = models.IntegerField()
    met = models.IntegerField()
    unknown = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["counted"], condition=Q(counted=0), name="rollup_emptied")]
        constraints = [
            # Its order serves a report: few quarters, of whichever providers.
            models.UniqueConstraint(
                fields=["quarter", "provider", "indicator", "unit", "counterpart", "days", "code"],
                name="one_rollup_row",
                # So that a quarter is read from the index alone.
                include=["counted", "met", "unknown"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.quarter}: {self.met} of {self.counted}"


class RollupPersons(CountedRow):
    """How many persons are behind a figure: what small cells are judged by. A person is the subject of a case.

    However often a person is counted in a quarter, in however many cases and of whichever providers, it is one there.
    `previous` is the nearest earlier quarter in which the same person was counted in the same cell, None where there
    was none. So the distinct persons of any row of whole quarters, a year too, are exactly the sum of the rows in it
    whose `previous` is None or lies before it.

    Never more persons than there are: two cases that may be about the same child are about one. The born are told
    apart by day of birth alone, which a child without number has too, and the same with every provider; the unborn by
    that of who carries them; of whom neither is known, there is one. Twins are one too. A child may have been counted
    unborn and born, in two cases, so the `basis` do not add up: a figure has the persons of the largest.

    A cell is an indicator, a provider or one `unit` of it (None: the whole provider), a `code` (None: whatever code)
    and a `measure`. Cells of different units or codes may share persons, so they do not add up to the whole: the
    row of the whole says how many there are.
    """

    class Basis(models.TextChoices):
        BORN = "born"
        CARRIED = "carried"
        UNKNOWN = "unknown"

    class Measure(models.TextChoices):
        COUNTED = "counted"
        MET = "met"
        NOT_MET = "not_met"
        UNKNOWN = "unknown"

    unit = models.ForeignKey(CareUnit, models.PROTECT, null=True, **OF_FACTS)
    code = models.CharField(max_length=24, null=True)
    measure = models.CharField(max_length=8, choices=Measure.choices)
    basis = models.CharField(max_length=8, choices=Basis.choices, default=Basis.BORN)
    quarter = models.DateField()
    previous = models.DateField(null=True)
    persons = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["persons"], condition=Q(persons=0), name="persons_emptied")]
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "provider", "indicator", "unit", "code", "measure", "basis", "previous"],
                name="one_row_of_persons",
                include=["persons"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.quarter}: {self.persons}"


class FoldMark(models.Model):
    """How far facts are folded: `upto` is the first transaction that is not. One row.

    Transaction numbers begin anew when a database is restored into another server: a mark that lies beyond all of them
    is of another server, and the next fold counts everything anew.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    upto = models.BigIntegerField(default=0)
    folded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_fold_mark")]

    def __str__(self) -> str:
        return str(self.upto)
