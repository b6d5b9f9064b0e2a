"""Acts of truth with consequences for tasks go through workflows/services (house rule), but for a step's own act."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTLED_BY_WORKFLOWS = {
    "cases.services.case": {"close_case"},
    "cases.services.consent": {"record_consent", "record_exception", "settle", "withdraw_consent"},
    "cases.services.person": {"add_case_person", "change_custody", "describe_case_person", "record_birth"},
    "cases.services.health": {"enrol", "end_contact", "record_step"},
    "cases.services.participation": {"end_participation", "state_need"},
    "cases.services.referral": {"close_referral", "recall_referral"},
    "cases.services.meeting": {"cancel_meeting", "move_meeting"},
    "cases.services.summons": {"call_unit"},
    "cases.services.consultation": {
        *("ask_consultation", "answer_consultation", "add_to_consultation", "close_consultation"),
    },
    "accounts.services.team": {"leave_team"},
    "cases.services.concern": {"report_concern", "change_report", "request_feedback"},
    "cases.services.intake": {
        *("assess_protection", "decide_opening", "extend_time", "conclude_investigation"),
        *("answer_reporter", "refuse_feedback", "hand_on"),
    },
    "agreements.services.round": {
        *("start_round", "name_respondent", "close_collecting", "finish_checking", "finish_compiling"),
    },
    "agreements.services.round_answer": {"answer_centre", "check_centre", "send_back"},
    "agreements.services.report": {"set_words", "assess_clause", "adopt_report"},
    "agreements.services.action_plan": {"add_measure", "follow_up_measure"},
    "accounts.services.organisation": {"end_unit"},
    "accounts.services.user": {"deactivate_user", "end_assignment"},
}
# Task pages whose own step is the act: the end of the task, in the same transaction, settles the rest.
OWN_STEP = {
    ("workflows/task_views/consent.py", "close_case"),
    ("workflows/task_views/consent.py", "record_consent"),
    ("workflows/task_views/consultation.py", "answer_consultation"),
    ("workflows/task_views/consultation.py", "close_consultation"),
    ("workflows/task_views/follow_up.py", "close_case"),
    ("workflows/task_views/intake.py", "answer_reporter"),
    ("workflows/task_views/intake.py", "assess_protection"),
    ("workflows/task_views/intake.py", "conclude_investigation"),
    ("workflows/task_views/intake.py", "decide_opening"),
    ("workflows/task_views/intake.py", "refuse_feedback"),
    ("workflows/task_views/prepare.py", "call_unit"),
    ("workflows/task_views/referral.py", "close_referral"),
}


def bare_acts() -> set[tuple[str, str]]:
    pages = [*ROOT.glob("workflows/views/**/*.py"), *ROOT.glob("workflows/task_views/*.py"), ROOT / "accounts/views.py"]
    return {
        (str(path.relative_to(ROOT)), name.name)
        for path in [*pages, *ROOT.glob("*/management/commands/*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module in SETTLED_BY_WORKFLOWS
        for name in node.names
        if name.name in SETTLED_BY_WORKFLOWS[node.module]
    }


def test_pages_call_the_verb_that_settles_tasks_too() -> None:
    assert bare_acts() == OWN_STEP
