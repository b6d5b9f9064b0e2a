"""A case of which only some facts are known, told one by one, and what an indicator makes of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from accounts.models import CareUnit
from agreements.indicators.case_facts import counted_sql
from agreements.indicators.cases import CASE_INDICATORS
from cases.models import Fact, ProgrammeStep
from tests.cast import acting_as
from tests.conftest import Acting
from tests.workflows.plan import Plan

What = Fact.What
FIRST = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BY_KEY = {each.key: each for each in CASE_INDICATORS}


@dataclass
class Told:
    """A case of which only these facts are known, told one by one; `day` counts from the first."""

    plan: Plan
    as_worker: Acting
    keys: list[UUID] = field(default_factory=list)
    origins: dict[str, UUID] = field(default_factory=dict)

    @property
    def unit(self) -> CareUnit:
        return self.plan.cast.worker.unit

    @property
    def called(self) -> CareUnit:
        return self.plan.cast.nurse.unit

    def tell(
        self,
        what: Fact.What,
        day: int,
        *,
        due: int | None = None,
        code: str = "",
        of: str = "",
        called: bool = False,
        registered: int | None = None,
        step: str = "",
    ) -> "Told":
        unit = self.called if called else self.unit
        at = FIRST + timedelta(days=day)
        with acting_as(self.plan.cast.worker):
            fact = Fact(
                what=what,
                code=code,
                case=self.plan.case,
                unit=unit,
                provider_id=unit.provider_id,
                counterpart=self.unit if called else None,
                origin=self.origins.setdefault(of, uuid4()) if of else None,
                step=ProgrammeStep.objects.get(key=step) if step else None,
                due_at=None if due is None else FIRST + timedelta(days=due),
                happened_at=at,
                registered_at=at if registered is None else FIRST + timedelta(days=registered),
            )
            fact.save(force_insert=True)
        self.keys.append(fact.pk)
        return self

    def opened(self, day: int = 0) -> "Told":
        return self.tell(What.CASE_OPENED, day)

    def rows(self, key: str) -> list[dict[str, object]]:
        with self.as_worker() as cursor:
            # Of the case's facts those that were told here: opening it wrote some of its own.
            facts = "cases_fact f WHERE "
            counted = counted_sql((BY_KEY[key],), "f.case_id = %(case)s")
            assert counted.count(facts) == 1
            statement = counted.replace(facts, f"{facts} f.id = ANY(%(keys)s) AND ") + "SELECT * FROM counted"
            cursor.execute(f"{statement} ORDER BY day, code", {"keys": self.keys, "case": self.plan.case.pk})
            names = [column.name for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def met(self, key: str) -> object:
        [row] = self.rows(key)
        return row["met"]

    def day(self, key: str) -> object:
        [row] = self.rows(key)
        return row["day"]
