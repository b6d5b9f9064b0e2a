"""A step recorded by two: what the one wrote beside what the other has saved, field by field."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Assignment
from accounts.templatetags.samplan import full_date, in_cm
from cases.forms.health import RecordForm
from cases.models import CasePerson, HealthStep, Instrument, InstrumentAnswers
from cases.selectors.health import answers_about

# Of the form and not of what was written in it.
LEFT_OUT = ("csrfmiddlewaretoken", "acting", "once", "edition", "use", "draft_key", "base")


@dataclass(frozen=True, slots=True)
class Compared:
    label: str
    mine: str
    theirs: str

    @property
    def is_same(self) -> bool:
        return self.mine == self.theirs


def compared(form: RecordForm, row: HealthStep, person: CasePerson | None, by: Assignment) -> list[Compared]:
    """What either has something in. Answers are compared for `person` alone, who answered to the own form: what another
    parent has answered to a colleague is shown to nobody here."""
    form.is_valid()
    rows = [
        Compared(str(form["outcome"].label), _outcome(_mine(form, "outcome")), _outcome(row.outcome)),
        Compared(str(form["happened_on"].label), _day(_mine(form, "happened_on")), _day(row.happened_on)),
        *(
            Compared(str(form[name].label), _measure(name, _mine(form, name)), _measure(name, getattr(row, name)))
            for name in form.step.measures
        ),
    ]
    if "ticked" in form.fields:
        mine = ", ".join(_mine(form, "ticked") or [])
        rows.append(Compared(str(form["ticked"].label), mine, ", ".join(row.ticked)))
    if person is not None:
        stands = standing_answers(row, person, by)
        rows += [_answered(each, form, person, stands.get(each.pk)) for each in form.instruments]
    rows.append(Compared(str(form["text"].label), str(_mine(form, "text") or ""), row.text))
    return [each for each in rows if each.mine or each.theirs]


def standing_answers(row: HealthStep, person: CasePerson, by: Assignment) -> dict[int, InstrumentAnswers]:
    """What was answered by `person` at the same step, by instrument."""
    rows = answers_about(row.case, person, by)
    return {each.instrument_id: each for each in rows if each.step is not None and each.step.key == row.step.key}


def _answered(
    instrument: Instrument, form: RecordForm, person: CasePerson, stands: InstrumentAnswers | None
) -> Compared:
    mine = dict(form.answers()).get(instrument, {}) if hasattr(form, "cleaned_data") else {}
    theirs = {int(number): points for number, points in stands.answers.items()} if stands else {}
    return Compared(f"{instrument.name}, {person}", _numbered(mine), _numbered(theirs))


def _numbered(answers: dict[int, int]) -> str:
    return ", ".join(f"{number}: {points}" for number, points in sorted(answers.items()))


def _mine(form: RecordForm, name: str) -> Any:
    """As it was understood; as it was written, where it was not."""
    return form.cleaned_data[name] if name in form.cleaned_data else form[name].value()


def _outcome(value: str) -> str:
    return str(dict(HealthStep.Outcome.choices).get(value, ""))


def _day(value: Any) -> str:
    return full_date(value) if isinstance(value, date) else str(value or "")


def _measure(name: str, value: Any) -> str:
    if not isinstance(value, int):
        return str(value or "")
    return f"{value} g" if name == "weight" else in_cm(value)
