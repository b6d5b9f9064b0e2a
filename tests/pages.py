"""The table of every address of Samplan: add a page's line to PAGES; tests/test_pages.py asks them all.

The keys in `names` stand for the rows that the fixture `keys` of tests/test_pages.py makes.
"""

from dataclasses import dataclass, field
from uuid import uuid4


@dataclass(frozen=True)
class Page:
    """`methods` it answers to; who may open it, and who of the case may not, with the answer to that one.

    `names` are the keys in its address, `data` what is sent where it answers to POST alone.
    """

    methods: str = "GET"
    by: str = "worker"
    without: tuple[str, int] | None = ("manager", 403)
    names: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return "POST" if self.methods == "POST" or self.data else "GET"

    @property
    def is_about_somebody(self) -> bool:
        return bool(self.names) and not self.is_administration and not self.is_about_agreement

    @property
    def is_about_agreement(self) -> bool:
        """Also what is arranged by its parties."""
        return bool({"agreement", "group", "training_day", "activity"} & set(self.names.values()))

    @property
    def is_administration(self) -> bool:
        return self.by == "administrator" and not self.is_about_agreement


CASE = {"pk": "case"}
CONSULTATION = {"pk": "consultation"}
CONTACT = {"pk": "contact"}
PREGNANCY, BIRTH = {"pk": "pregnancy"}, {"pk": "born_pregnancy", "birth": "birth"}
PATIENT = {"pk": "patient"}
TEAM = {"team": "team"}
AGREEMENT = {"slug": "agreement"}
ROUND = AGREEMENT | {"pk": "round"}
ASKED = ROUND | {"asked": "asked"}
PERIOD = AGREEMENT | {"report": "period"}
FIGURE = ROUND | {"key": "figure_key"}
SURVEY = AGREEMENT | {"pk": "survey"}
CLAUSE = AGREEMENT | {"clause": "clause"}
MEETING = CASE | {"meeting": "meeting"}
PLACE = {"kind": "place_kind", "key": "agreement"}
GROUP = {"pk": "group"}
TRAINING = {"pk": "training_day"}
ACTIVITY = {"pk": "activity"}
TASK = {"pk": "task"}
REFERRAL = {"pk": "referral"}
REPORT, INTAKE = {"pk": "report"}, {"pk": "intake"}
ATTACHMENT = CASE | {"attachment": "attachment"}
NEED = CASE | {"kind": "need_kind", "section": "need"}


def administered(methods: str = "GET POST", **names: str) -> Page:
    return Page(methods, by="administrator", without=("worker", 403), names=names)


# A colleague who is not named is asked for the need; to everybody who is named the page is open.
UNNAMED = ("colleague", 302)

PAGES = {
    "choose_assignment": Page("GET POST", without=None),
    "inbox": Page(without=("administrator", 302)),
    "see_notices": Page("POST", without=None),
    "mail_settings": Page("GET POST", without=None),
    "search": Page("GET POST", without=("administrator", 403), data={"q": "elis"}),
    "start_plan": Page("GET POST", without=("manager", 403)),
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
    "draft": Page("POST", without=None, data={"text": "typed"}),
    "draft_key": Page("POST", without=None),
    "switch_and_send": Page("POST", without=("colleague", 404), data={"assignment": "own", "next": "/"}),
    "task": Page("GET POST", without=None, names=TASK),
    "take_task": Page("POST", names=TASK),
    "hand_back": Page("POST", without=None, names=TASK),
    "hand_over": Page("POST", without=None, names=TASK),
    "pause_clock": Page("GET POST", names=TASK),
    "resume_clock": Page("POST", names=TASK),
    "follow_clock": Page("GET POST", names=TASK),
    "cases": Page(without=("auditor", 403)),
    "case": Page(without=UNNAMED, names=CASE),
    "state_need": Page("GET POST", by="colleague", without=("manager", 404), names=CASE),
    "add_relative": Page("GET POST", names=CASE),
    "describe_person": Page("GET POST", names=CASE | {"person": "person"}),
    "same_child": Page("GET POST", names=CASE | {"person": "person"}),
    "change_custody": Page("GET POST", without=("nurse", 403), names=CASE | {"person": "person"}),
    "end_part": Page("GET POST", names=CASE | {"part": "part"}),
    "writing": Page(without=("colleague", 404), names=CASE),
    "consent": Page(without=UNNAMED, names=CASE),
    "record_consent": Page("GET POST", without=("nurse", 403), names=CASE),
    "consent_exception": Page("GET POST", without=("nurse", 403), names=CASE),
    "withdraw_consent": Page("GET POST", without=("nurse", 403), names=CASE | {"consent": "consent"}),
    "join_to_own": Page("POST", by="nurse", names=CASE | {"person": "told_person"}),
    "target_groups": Page("GET POST", names=CASE),
    "deviation": Page("GET POST", names=CASE),
    "close_case": Page("GET POST", without=("nurse", 403), names=CASE),
    "own_record": Page(without=UNNAMED, names=CASE),
    "letter": Page("POST", names=CASE | {"key": "party"}),
    "readers": Page(without=UNNAMED, names=CASE),
    "disclosures": Page(without=UNNAMED, names=CASE),
    "disclosures_pdf": Page(without=UNNAMED, names=CASE),
    "notes": Page(without=UNNAMED, names=CASE),
    "write_note": Page("GET POST", names=CASE),
    "edit_note": Page("GET POST", without=("nurse", 404), names=CASE | {"note": "note"}),
    "mark_copied": Page("POST", names=CASE, data={"source": str(uuid4()), "what": "plan"}),
    "plan": Page(without=UNNAMED, names=CASE),
    "attach_to_plan": Page("GET POST", names=CASE),
    "attach_to_minutes": Page("GET POST", without=("nurse", 404), names=MEETING),
    "attachment": Page(without=("nurse", 404), names=ATTACHMENT),
    "tell_attachment": Page("GET POST", without=("nurse", 404), names=ATTACHMENT),
    "withdraw_attachment": Page("GET POST", without=("nurse", 404), names=ATTACHMENT),
    "received_attachment": Page(by="nurse", without=("worker", 404), names=CASE | {"section": "received_file"}),
    "archived_attachment": Page(
        "GET POST",
        by="nurse",
        without=("coordinator", 404),
        names=CASE | {"section": "archived_file"},
        data={"reason": "Asked by the family"},
    ),
    "plan_lead": Page("GET POST", names=CASE),
    "plan_paper": Page(without=UNNAMED, names=CASE),
    "plan_pdf": Page(without=UNNAMED, names=CASE),
    "add_section": Page("GET POST", names=CASE | {"kind": "need_kind"}),
    "add_statement": Page("GET POST", names=CASE | {"kind": "statement_kind", "field": "field"}),
    "change_section": Page("GET POST", without=("nurse", 404), names=NEED),
    "mark_ready": Page("POST", without=("nurse", 404), names=NEED),
    "set_progress": Page("POST", names=CASE | {"intervention": "intervention"}, data={"state": "ongoing"}),
    "clinic": Page(),
    "enrol": Page("GET POST"),
    "contact": Page(by="nurse", without=("worker", 404), names=CONTACT),
    "record_step": Page("GET POST", by="nurse", without=("worker", 404), names=CONTACT | {"key": "step_key"}),
    "answers": Page(by="nurse", without=("worker", 404), names=CONTACT | {"person": "visited_parent"}),
    "situation": Page("GET POST", without=UNNAMED, names=CASE),
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
    "archive": Page(by="nurse", without=("reviewer", 403)),
    "open_archive": Page("GET POST", by="nurse", without=("coordinator", 404), names=CASE),
    "log_review": Page(by="reviewer", without=("worker", 403)),
    "review": Page(by="reviewer", without=("worker", 403)),
    "begin": Page(without=None),
    "overview": Page(by="manager", without=("worker", 403)),
    "figures": Page(by="auditor", without=("worker", 403)),
    "centre_meetings": Page(by="coordinator", without=("worker", 403)),
    "administration": administered("GET"),
    "units": administered("GET"),
    "add_unit": administered(),
    "unit": administered(pk="own_unit"),
    "end_unit": administered(pk="own_unit"),
    "receive_reports": administered(pk="social_unit"),
    "centres": administered("GET"),
    "open_centre": administered(),
    "centre": administered(pk="centre"),
    "place_unit": administered(pk="centre"),
    "end_placement": administered(pk="placement"),
    "administered_teams": administered("GET"),
    "open_team": administered(),
    "administered_team": administered(pk="team"),
    "join_team": administered(pk="team"),
    "leave_team": administered(pk="own_team_member"),
    "users": administered("GET"),
    "add_user": administered(),
    "user": administered("GET", pk="user"),
    "deactivate_user": administered(pk="user"),
    "reactivate_user": administered(pk="former"),
    "assign": administered(),
    "end_assignment": administered(pk="assignment"),
    "give_grant": administered(pk="coordination"),
    "end_grant": administered(pk="grant"),
    "clocks": administered("GET"),
    "grounds": administered("GET"),
    "verify_ground": administered(pk="ground"),
    "switch_off_ground": administered(pk="ground"),
    "change_clock": administered(key="clock"),
    "programmes": administered("GET"),
    "add_programme": administered(),
    "programme": administered("GET", slug="programme"),
    "write_version": administered(slug="programme"),
    "programme_draft": administered("GET", slug="programme"),
    "describe_version": administered(slug="programme"),
    "begin_version": administered(slug="programme"),
    "discard_version": administered(slug="programme"),
    "add_step": administered(slug="programme"),
    "change_programme_step": administered(slug="programme", pk="programme_step"),
    "end_version": administered(slug="programme", pk="programme_version"),
    "instruments": administered("GET"),
    "instrument": administered(slug="instrument"),
    "meetings": Page(without=("reviewer", 403)),
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
    "meeting": Page(without=UNNAMED, names=MEETING),
    "meeting_note": Page("GET POST", names=MEETING, data={"notes": "Said"}),
    "decide": Page("GET POST", names=MEETING, data={"text": "Do it", "who": "The school", "due": "2099-01-31"}),
    "call_one_more": Page("GET POST", names=MEETING, data={"unit": "counsellor_unit"}),
    "move_meeting": Page("GET POST", names=MEETING),
    "cancel_meeting": Page("GET POST", names=MEETING),
    "end_meeting": Page("GET POST", names=MEETING, data={"end": "yes"}),
    "record_reply": Page("GET POST", names=MEETING | {"key": "party"}, data={"reply": "yes"}),
    "attendance": Page(
        "GET POST", names=MEETING | {"kind": "called_kind", "key": "summons"}, data={"attendance": "here"}
    ),
}
LISTS = [name for name, page in PAGES.items() if not page.names and "GET" in page.methods]
FOR_ALL = {"accessibility", "privacy", "help"}
# Addresses of the sign-in, which know nothing of cases.
NOT_OURS = {
    # A parent's own answer, by a link that nobody signs in with: tests/workflows/views/test_rounds.py.
    "survey",
    *("account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate"),
    *("account_email", "account_email_verification_sent", "account_confirm_email", "account_confirm_login_code"),
    *("account_change_password", "account_set_password", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
}
