"""The pages of agreements, rounds, reports, groups and places."""

from tests.pages.page import Page

AGREEMENT = {"slug": "agreement"}
ROUND = AGREEMENT | {"pk": "round"}
ASKED = ROUND | {"asked": "asked"}
PERIOD = AGREEMENT | {"report": "period"}
FIGURE = ROUND | {"key": "figure_key"}
SURVEY = AGREEMENT | {"pk": "survey"}
CLAUSE = AGREEMENT | {"clause": "clause"}
PLACE = {"kind": "place_kind", "key": "agreement"}
GROUP = {"pk": "group"}
TRAINING = {"pk": "training_day"}
ACTIVITY = {"pk": "activity"}

PAGES = {
    "agreements": Page(without=None),
    "add_agreement": Page("GET POST", by="administrator", without=("worker", 403)),
    "agreement": Page(without=("nurse", 404), names=AGREEMENT),
    "change_agreement": Page("GET POST", by="administrator", names=AGREEMENT),
    "end_agreement": Page("GET POST", by="administrator", names=AGREEMENT),
    "sign_agreement": Page("GET POST", by="administrator", names=AGREEMENT),
    "let_centre_in": Page("GET POST", by="administrator", names=AGREEMENT),
    "agreement_draft": Page(by="administrator", names=AGREEMENT),
    "put_in_force": Page("GET POST", by="administrator", names=AGREEMENT),
    "discard_draft": Page("GET POST", by="administrator", names=AGREEMENT),
    "add_clause": Page("GET POST", by="administrator", names=AGREEMENT),
    "change_clause": Page("GET POST", by="administrator", names=CLAUSE),
    "add_indicator": Page("GET POST", by="administrator", names=CLAUSE),
    "add_clock": Page("GET POST", by="administrator", names=CLAUSE),
    "change_indicator": Page("GET POST", by="administrator", names=AGREEMENT | {"indicator": "indicator"}),
    "change_agreed_clock": Page("GET POST", by="administrator", names=AGREEMENT | {"clock": "agreed_clock"}),
    "round_work": Page(without=None),
    "rounds": Page(without=("nurse", 404), names=AGREEMENT),
    "start_round": Page("GET POST", by="teacher", without=("worker", 403), names=AGREEMENT),
    "plan_next_round": Page("GET POST", by="teacher", without=("worker", 403), names=AGREEMENT),
    "round": Page(without=("nurse", 404), names=ROUND),
    "close_round": Page("GET POST", by="teacher", without=("worker", 403), names=ROUND),
    "name_respondent": Page("GET POST", by="teacher", without=("worker", 403), names=ASKED),
    "answer_round": Page("GET POST", by="teacher", without=("worker", 403), names=ASKED),
    "check_round": Page(by="teacher", without=("worker", 403), names=ROUND),
    "finish_checking": Page("GET POST", by="teacher", without=("worker", 403), names=ROUND),
    "check_centre": Page("POST", by="teacher", without=("worker", 403), names=ASKED),
    "send_back": Page("GET POST", by="teacher", without=("worker", 403), names=ASKED),
    "compile_round": Page("GET POST", by="teacher", without=("worker", 403), names=ROUND),
    "assess_round": Page(by="teacher", without=("worker", 403), names=ROUND),
    "finish_assessing": Page("GET POST", by="teacher", without=("worker", 403), names=ROUND),
    "assess_clause": Page("GET POST", by="teacher", without=("worker", 403), names=ROUND | {"clause": "round_clause"}),
    "round_report": Page(by="auditor", without=("worker", 403), names=ROUND),
    "round_report_file": Page(by="auditor", without=("worker", 403), names=ROUND | {"form": "file_form"}),
    "report_details": Page(by="auditor", without=("worker", 403), names=ROUND),
    "figure": Page(by="auditor", without=("worker", 403), names=FIGURE),
    "figure_cases": Page(by="manager", without=("auditor", 404), names=FIGURE | {"unit": "worker_unit"}),
    "adopt_report": Page("GET POST", by="teacher", without=("auditor", 403), names=ROUND),
    "release_round_report": Page("GET POST", by="manager", without=("auditor", 403), names=ROUND),
    "compare_round_report": Page(by="auditor", without=("worker", 403), names=AGREEMENT | {"pk": "adopted_round"}),
    "start_report": Page("GET POST", by="teacher", without=("auditor", 403), names=AGREEMENT),
    "period_report": Page(by="auditor", without=("worker", 403), names=PERIOD),
    "period_report_details": Page(by="auditor", without=("worker", 403), names=PERIOD),
    "period_figure": Page(by="auditor", without=("worker", 403), names=PERIOD | {"key": "figure_key"}),
    "period_figure_cases": Page(
        by="manager", without=("auditor", 404), names=PERIOD | {"key": "figure_key", "unit": "worker_unit"}
    ),
    "period_report_file": Page(by="auditor", without=("worker", 403), names=PERIOD | {"form": "file_form"}),
    "word_period_report": Page("GET POST", by="teacher", without=("auditor", 403), names=PERIOD),
    "assess_period_report": Page(by="teacher", without=("auditor", 403), names=PERIOD),
    "assess_period_clause": Page(
        "GET POST", by="teacher", without=("auditor", 403), names=PERIOD | {"clause": "round_clause"}
    ),
    "adopt_period_report": Page("GET POST", by="teacher", without=("auditor", 403), names=PERIOD),
    "release_period_report": Page("GET POST", by="manager", without=("auditor", 403), names=PERIOD),
    "compare_period_report": Page(
        by="auditor", without=("worker", 403), names=AGREEMENT | {"report": "adopted_period"}
    ),
    "action_plan": Page(by="auditor", without=("worker", 403), names=ROUND),
    "add_measure": Page("GET POST", by="teacher", without=("auditor", 403), names=ROUND),
    "finish_plan": Page("GET POST", by="teacher", without=("auditor", 403), names=ROUND),
    "follow_up_measure": Page("GET POST", by="teacher", without=("worker", 403), names=ROUND | {"measure": "measure"}),
    "enter_sheet": Page("GET POST", without=("nurse", 404), names=SURVEY),
    "sheet_links": Page("GET POST", by="teacher", without=("worker", 403), names=SURVEY),
    "arenas": Page(without=("nurse", 404), names=PLACE),
    "groups": Page(without=("nurse", 404), names=PLACE),
    "make_group": Page("GET POST", by="teacher", without=("worker", 403), names=PLACE),
    "group": Page(without=("nurse", 404), names=GROUP),
    "change_group": Page("GET POST", by="teacher", without=("worker", 403), names=GROUP),
    "add_member": Page("GET POST", by="teacher", without=("worker", 403), names=GROUP),
    "end_member": Page("GET POST", by="teacher", without=("worker", 403), names=GROUP | {"member": "member"}),
    "plan_group_meeting": Page("GET POST", by="teacher", without=("worker", 403), names=GROUP),
    "move_group_meeting": Page(
        "GET POST", by="teacher", without=("worker", 403), names=GROUP | {"meeting": "planned_meeting"}
    ),
    "record_group_meeting": Page("GET POST", by="teacher", without=("worker", 403), names=GROUP),
    "change_group_meeting": Page(
        "GET POST", by="teacher", without=("worker", 403), names=GROUP | {"meeting": "group_meeting"}
    ),
    "training_days": Page(without=("nurse", 404), names=PLACE),
    "record_training_day": Page("GET POST", by="teacher", without=("worker", 403), names=PLACE),
    "training_day": Page(without=("nurse", 404), names=TRAINING),
    "change_training_day": Page("GET POST", by="teacher", without=("worker", 403), names=TRAINING),
    "activities": Page(without=("nurse", 404), names=PLACE),
    "add_activity": Page("GET POST", by="teacher", without=("worker", 403), names=PLACE),
    "activity": Page(without=("nurse", 404), names=ACTIVITY),
    "change_activity": Page("GET POST", by="teacher", without=("worker", 403), names=ACTIVITY),
    "count_occasion": Page("GET POST", by="teacher", without=("worker", 403), names=ACTIVITY),
    "change_occasion": Page(
        "GET POST", by="teacher", without=("worker", 403), names=ACTIVITY | {"occasion": "occasion"}
    ),
}
