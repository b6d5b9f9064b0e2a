"""So many children and patients at so many clinics, written in batches that fit in memory whatever their number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from random import Random
from typing import TypeVar

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Assignment
from cases.ages import Origin
from cases.models import CareCode, Instrument, Programme
from cases.selectors.schedule import planned_steps, steps_of
from workflows.demo.bulk.case_rows import Register
from workflows.demo.bulk.child import Child, Setting, make_child
from workflows.demo.bulk.child_rows import Definitions, write_child
from workflows.demo.bulk.patient import Patient, make_patient
from workflows.demo.bulk.patient_rows import write_patient
from workflows.demo.bulk.rows import Rows

S = TypeVar("S")

SEED, CHILDREN, PATIENTS = 2026, 2000, 150
BATCH = 250
NUMBERS_AT_ONCE = 1000
CHILD_HEALTH, ADDICTION_CARE = "child-health", "addiction-parenthood"


def setting_at(now: datetime) -> Setting:
    return Setting(now, steps_of(Programme.objects.get(slug=CHILD_HEALTH)))


def make_children(clinics: Sequence[tuple[Assignment, int]], setting: Setting, *, seed: int = SEED) -> Iterator[Child]:
    """As many as each clinic is to have, one after the other: nothing of them is kept here."""
    whose = chain.from_iterable([by] * number for by, number in clinics)
    for number, by in enumerate(whose):
        yield make_child(number, by, setting, seed)


def make_patients(
    clinics: Sequence[tuple[Assignment, int]], setting: Setting, *, seed: int = SEED
) -> Iterator[Patient]:
    whose = chain.from_iterable([by] * number for by, number in clinics)
    for number, by in enumerate(whose):
        yield make_patient(number, by, setting, seed)


def write_children(children: Iterable[Child], setting: Setting, *, seed: int = SEED) -> int:
    """Writes what the services would have written, in one transaction; answers with how many rows. As owner."""
    known = _definitions()

    def write(rows: Rows, register: Register, child: Child) -> None:
        origin = Origin(
            born_on=child.facts.birth_date,
            enrolled_on=timezone.localdate(child.enrolled_at),
            days_at_birth=child.days_at_birth,
        )
        write_child(rows, register, child, planned_steps(setting.steps, origin), known)

    return _in_batches(children, write, f"{seed}/children")


def write_patients(patients: Iterable[Patient], *, seed: int = SEED) -> int:
    """The same of patients."""
    programme = Programme.objects.get(slug=ADDICTION_CARE)
    steps, codes = steps_of(programme), {each.use: each for each in CareCode.objects.order_by("valid_from")}

    def write(rows: Rows, register: Register, patient: Patient) -> None:
        origin = Origin(born_on=patient.facts.birth_date, enrolled_on=timezone.localdate(patient.enrolled_at))
        write_patient(rows, register, patient, planned_steps(steps, origin), programme, codes)

    return _in_batches(patients, write, f"{seed}/patients")


def _in_batches(stories: Iterable[S], write: Callable[[Rows, Register, S], None], seed: str) -> int:
    rows, register = Rows(Random(seed)), Register(_numbers())  # noqa: S311  keys, no secrets
    left, written = iter(stories), 0
    with transaction.atomic():
        while batch := list(islice(left, BATCH)):
            for story in batch:
                write(rows, register, story)
            written += rows.write()
    return written


def _definitions() -> Definitions:
    instruments = {each.slug: each for each in Instrument.objects.prefetch_related("items", "bands")}
    scorings = {slug: each.scoring for slug, each in instruments.items()}
    return Definitions(Programme.objects.get(slug=CHILD_HEALTH), instruments, scorings)


def _numbers() -> Iterator[int]:
    """The running numbers of cases, as many at once as are soon used up."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('cases_case_number') FROM generate_series(1, %s)", [NUMBERS_AT_ONCE])
            yield from [number for (number,) in cursor.fetchall()]
