"""The pages of visits, births and patients."""

from tests.pages.page import Page

CONTACT = {"pk": "contact"}
PREGNANCY, BIRTH = {"pk": "pregnancy"}, {"pk": "born_pregnancy", "birth": "birth"}
PATIENT = {"pk": "patient"}

PAGES = {
    "clinic": Page(),
    "enrol": Page("GET POST"),
    "contact": Page(by="nurse", without=("worker", 404), names=CONTACT),
    "record_step": Page("GET POST", by="nurse", without=("worker", 404), names=CONTACT | {"key": "step_key"}),
    "answers": Page(by="nurse", without=("worker", 404), names=CONTACT | {"person": "visited_parent"}),
    "parenthood": Page(by="counsellor", without=("worker", 404), names=PATIENT),
    "change_step": Page("GET POST", by="nurse", without=("worker", 404), names=CONTACT | {"key": "recorded_key"}),
    "correct_answers": Page(
        "GET POST",
        by="nurse",
        without=("worker", 404),
        names=CONTACT | {"person": "visited_parent", "answers": "visited_answers"},
    ),
    "change_decision": Page("GET POST", by="nurse", without=("worker", 404), names={"pk": "decided_finding"}),
    "tell_overdue": Page("GET POST", by="nurse", without=("worker", 404), names=CONTACT),
    "end_contact": Page("GET POST", by="nurse", without=("worker", 404), names=CONTACT),
    "record_birth": Page("GET POST", by="nurse", without=("worker", 404), names=PREGNANCY),
    "correct_days": Page("GET POST", by="nurse", without=("worker", 404), names=CONTACT),
    "move_contact": Page("GET POST", by="nurse", without=("worker", 404), names=CONTACT),
    "separate_child": Page("GET POST", by="nurse", without=("worker", 404), names=CONTACT),
    "hand_over_child": Page("GET POST", by="nurse", without=("worker", 404), names=BIRTH),
    "correct_birth": Page("GET POST", by="nurse", without=("worker", 404), names=BIRTH),
    "give_to_others": Page("GET POST", by="nurse", without=("worker", 404), names=BIRTH),
    "enrol_handed_over": Page("GET POST", by="nurse", without=("worker", 404), names={"pk": "handed_over"}),
    "finding": Page(by="nurse", without=("worker", 404), names={"pk": "finding"}),
}
