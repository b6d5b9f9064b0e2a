"""A case of each kind that has taken every turn, and who of the cast it exists for: data that could leak."""

from dataclasses import dataclass

from cases.models import Case, Sending
from tests.cases.patient import answered, told_patient
from tests.cast import Cast
from tests.files import TEXT
from tests.story import foreign_plan, told_plan
from tests.workflows.births import born, newborn, pregnancy
from tests.workflows.clinic import pursued, visited
from tests.workflows.concern import Reported
from tests.workflows.handover import Handover


@dataclass(frozen=True, slots=True)
class ToldCase:
    """`open_to`: the names of the cast it exists for; two of them, from both sides, are `parties`."""

    case: Case
    open_to: frozenset[str]
    parties: tuple[str, str]


def told_cases(cast: Cast) -> list[ToldCase]:
    """The worker's plan, a foreign one, and one of each other kind. Together they have rows in every table."""
    unit = {"worker", "substitute", "manager"}
    clinic = {"nurse", "second_nurse"}
    return [
        ToldCase(told_plan(cast, "189001019802").case, frozenset(unit | clinic | {"teacher"}), ("worker", "nurse")),
        ToldCase(
            foreign_plan(cast, "189001139808").case,
            frozenset({"stranger", "outsider", "teacher"}),
            ("stranger", "outsider"),
        ),
        ToldCase(told_referral(cast), frozenset(clinic | {"teacher"}), ("nurse", "teacher")),
        *told_concern(cast),
        *told_contact(cast, frozenset(clinic)),
        ToldCase(told_patient(cast), frozenset({"counsellor"}), ("counsellor", "counsellor")),
    ]


def told_concern(cast: Cast) -> list[ToldCase]:
    """The teacher's report of the worker's family, and what came of it at the worker's unit."""
    reported = Reported(cast)
    reported.ask()
    reported.add("More")
    reported.assess().decide().answer()
    answered(reported.intake, cast.worker, "sibling-ill")
    return [
        ToldCase(reported.report, frozenset({"teacher"}), ("teacher", "teacher")),
        ToldCase(reported.intake, frozenset({"worker", "substitute", "manager"}), ("worker", "manager")),
    ]


def told_contact(cast: Cast, clinic: frozenset[str]) -> list[ToldCase]:
    """A child at the nurse's clinic, what one parent's answers led to, and a pregnancy after the birth."""
    told, led, by = visited(cast), pursued(cast), cast.nurse
    [birth] = born(pregnancy(by), newborn(name="Noa"), by=by)
    cases = (told.contact, told.finding.case, led.visited.contact, led.visited.finding.case, led.referral, birth.case)
    return [ToldCase(each, clinic, ("nurse", "second_nurse")) for each in cases]


def told_referral(cast: Cast) -> Case:
    """From the nurse to the teacher, asked for more, sent again, taken over and fed back."""
    handover = Handover(cast)
    handover.attach("Kept.pdf")
    handover.sections.append(handover.attach("Told.txt", TEXT))
    handover.to_waiting(cast.teacher)
    handover.answer(Sending.Answer.MORE_ASKED, cast.teacher, text="Since when?")
    handover.write("Since spring.")
    handover.send(cast.teacher)
    handover.answer(Sending.Answer.ACCEPTED, cast.teacher)
    handover.feed_back(cast.teacher)
    return handover.case
