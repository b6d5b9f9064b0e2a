"""Who has been told what, when and why: of the own and the received, and in a version for one guardian."""

from cases.models import Sending
from cases.services.person import PersonFacts, Relation, add_case_person
from tests.cast import Cast, acting_as
from tests.workflows.handover import Handover
from workflows.selectors.ledger import ledger_of


def test_list_says_what_was_told_and_what_was_told_back(cast: Cast) -> None:
    handover = Handover(cast).to_waiting(cast.teacher)
    handover.answer(Sending.Answer.ACCEPTED, cast.teacher, text="We call tomorrow.")

    with acting_as(cast.nurse):
        rows = ledger_of(handover.case, cast.nurse)

    assert [(row.sender, row.receiver, len(row.parts)) for row in rows] == [
        ("Preschool", "Child health", 1),
        ("Child health", "Preschool", 1),
        ("Child health", "Preschool", 1),
    ]


def test_version_for_a_guardian_leaves_out_what_is_about_another(cast: Cast) -> None:
    handover = Handover(cast)
    facts = PersonFacts(given_name="Robin", family_name="Test", has_custody=True)
    other = add_case_person(case=handover.case, facts=facts, relation=Relation.PARENT, by=cast.nurse)
    first, handover.guardian = handover.guardian, other
    handover.consent(cast.teacher.unit)
    handover.guardian = first
    handover.to_waiting(cast.teacher)

    with acting_as(cast.nurse):
        whole = ledger_of(handover.case, cast.nurse)
        own = ledger_of(handover.case, cast.nurse, reads=first)

    # The child and both parents were told of; in the own version the child, and the own self.
    assert len(own) == len(whole) == 2
    assert all(row.parts for row in own)
