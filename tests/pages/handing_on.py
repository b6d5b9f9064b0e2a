"""The pages of referrals, consultations and reports of concern."""

from tests.pages.page import CASE, UNNAMED, Page

CONSULTATION = {"pk": "consultation"}
TEAM = {"team": "team"}
REFERRAL = {"pk": "referral"}
REPORT, INTAKE = {"pk": "report"}, {"pk": "intake"}
NEED = CASE | {"kind": "need_kind", "section": "need"}

PAGES = {
    "board": Page(without=("coordinator", 403)),
    "start_referral": Page("GET POST", without=("manager", 403)),
    "referral": Page(by="nurse", without=None, names=REFERRAL),
    "forward_referral": Page("GET POST", by="teacher", without=("nurse", 404), names={"pk": "referral_task"}),
    "referral_pdf": Page(by="teacher", without=("nurse", 404), names=REFERRAL),
    "sending_pdf": Page(by="nurse", without=("teacher", 404), names=REFERRAL | {"sending": "sending"}),
    "end_told": Page(
        "GET POST", by="nurse", without=("teacher", 404), names={"pk": "paper", "sending": "ended_sending"}
    ),
    "recall_referral": Page("GET POST", by="nurse", without=("teacher", 404), names=REFERRAL),
    "close_referral": Page("GET POST", by="nurse", without=("teacher", 404), names=REFERRAL),
    "add_section": Page("GET POST", names=CASE | {"kind": "need_kind"}),
    "add_statement": Page("GET POST", names=CASE | {"kind": "statement_kind", "field": "field"}),
    "change_section": Page("GET POST", without=("nurse", 404), names=NEED),
    "mark_ready": Page("POST", without=("nurse", 404), names=NEED),
    "consultations": Page(without=("coordinator", 403)),
    "ask_consultation": Page("GET POST"),
    # Everybody of a closed unit reads what is about nobody.
    "consultation": Page(without=("auditor", 404), names=CONSULTATION),
    "add_to_consultation": Page("GET POST", names=CONSULTATION),
    "end_consultation": Page("GET POST", without=("nurse", 403), names=CONSULTATION),
    "team": Page(without=("auditor", 404), names=TEAM),
    "record_team_meeting": Page("GET POST", names=TEAM),
    "change_team_meeting": Page("GET POST", names=TEAM | {"meeting": "team_meeting"}),
    "reports": Page(without=("auditor", 403)),
    "write_report": Page("GET POST", without=("manager", 403)),
    "report": Page(by="teacher", without=("worker", 404), names=REPORT),
    "change_report": Page("GET POST", by="teacher", without=("worker", 404), names=REPORT),
    "request_feedback": Page("POST", by="teacher", without=("worker", 404), names=REPORT),
    "report_pdf": Page(by="teacher", without=("worker", 404), names=REPORT),
    "intake": Page(without=UNNAMED, names=INTAKE),
    "hand_on": Page("GET POST", names=INTAKE),
    "extend_time": Page("GET POST", names={"pk": "intake_task"}),
    "name_colleague": Page("GET POST", without=UNNAMED, names=INTAKE),
}
