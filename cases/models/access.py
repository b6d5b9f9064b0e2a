from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, CareUnit, Provider, User
from cases.models.base import Row

# What a page or act is called in the log, in words for whoever asks to see it. Task pages begin with task:.
WHAT = {
    "case": _("the case"),
    "plan": _("the plan"),
    "plan_paper": _("the plan for the family"),
    "plan_pdf": _("the plan for the family, as a file"),
    "plan_lead": _("lead and follow-up"),
    "write_plan": _("writing the plan"),
    "mark_ready": _("showing a part to the others"),
    "set_progress": _("how an intervention goes"),
    "meeting": _("the meeting"),
    "meetings": _("the list of meetings"),
    "move_meeting": _("moving a meeting"),
    "cancel_meeting": _("cancelling a meeting"),
    "call_late_unit": _("calling one more unit"),
    "pause_clock": _("pausing a clock"),
    "resume_clock": _("starting a clock again"),
    "follow_clock": _("moving a last day"),
    "end_part": _("ending a part in the case"),
    "end_participation": _("ending a part in the case"),
    "writing": _("who else is writing"),
    "consent": _("the consents"),
    "record_consent": _("recording a consent"),
    "withdraw_consent": _("withdrawing a consent"),
    "consent_exception": _("an exception from consent"),
    "readers": _("who has read the case"),
    "disclosures": _("what has been disclosed"),
    "notes": _("the working notes"),
    "write_note": _("writing a note"),
    "edit_note": _("changing a note"),
    "mark_copied": _("copying to the own record"),
    "add_relative": _("adding a relative"),
    "describe_person": _("what is written about a person"),
    "change_custody": _("who has custody"),
    "same_child": _("whether another case is about the same child"),
    "state_need": _("stating a need"),
    "close_case": _("ending the case"),
    "target_groups": _("the target groups"),
    "deviation": _("recording a deviation"),
    "join_to_own": _("joining a person to the own register"),
    "letter": _("a letter of summons"),
    "own_record": _("a copy for the own record"),
    "consultation": _("the consultation"),
    "add_to_consultation": _("adding to the consultation"),
    "end_consultation": _("ending the consultation"),
    "archive": _("the archive"),
    "report": _("the report of concern"),
    "change_report": _("changing the report of concern"),
    "request_feedback": _("asking what became of the report"),
    "report_pdf": _("the report of concern, as a file"),
    "report_list": _("the list of reports"),
    "intake": _("the received report"),
    "hand_on": _("handing on the report"),
    "extend_time": _("giving a step longer time"),
    "name_colleague": _("naming a colleague"),
    "clinic": _("the clinic's list"),
    "contact": _("the contact on its schedule"),
    "record_step": _("recording a step"),
    "answers": _("what somebody has answered"),
    "ask_instrument": _("asking an instrument"),
    "end_contact": _("ending a contact"),
    "record_birth": _("writing down a birth"),
    "correct_days": _("correcting what a schedule is counted from"),
    "hand_over_child": _("handing a newborn over"),
    "give_to_others": _("a child that goes to other guardians"),
    "separate_child": _("a child with other guardians"),
    "move_contact": _("handing a contact over to another clinic"),
    "enrol_handed_over": _("enrolling who was handed over"),
    "record_review": _("a review of records"),
    "situation": _("questions about the family around the case"),
    "parenthood": _("a patient's children and parenthood"),
    "change_step": _("correcting a step"),
    "correct_answers": _("correcting what somebody has answered"),
    "tell_overdue": _("telling that a health contact is overdue"),
    "finding": _("what was found"),
    "change_decision": _("deciding anew about a finding"),
    "inbox": _("the inbox"),
    "case_list": _("the list of cases"),
    "board": _("the board of hand-overs"),
    "figure": _("the cases behind a figure"),
    "referral_pdf": _("the referral, as a file"),
    "sending_pdf": _("what was sent, as a file"),
    "note_end_told": _("noting that the receiver was told"),
    "recall_referral": _("recalling a referral"),
    "forward_referral": _("passing a referral on"),
    "close_referral": _("ending a referral"),
    "search": _("a search"),
    "attachment": _("an attachment"),
    "add_attachment": _("attaching a file"),
    "tell_attachment": _("showing an attachment to the others"),
    "withdraw_attachment": _("removing an attachment"),
}


class AccessLogEntry(Row):
    """One reading, or refused reading, of something about a person. Append-only (HSLF-FS 2016:40 4 kap. 9–9 a §§).

    Keys are plain, without constraint: a refused attempt names a case that may not exist. `person_id` is the person
    as the reader's provider knows them in that case (CasePerson), the subject where a page is about nobody else.
    """

    class Outcome(models.TextChoices):
        OPENED = "opened", _("Opened")
        LISTED = "listed", _("Shown in a list")
        REFUSED = "refused", _("Refused")

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(User, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    assignment = models.ForeignKey(Assignment, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    unit = models.ForeignKey(CareUnit, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    provider = models.ForeignKey(Provider, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    case_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    what = models.CharField(max_length=60)
    ground = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_id", "at"], name="access_log_by_case"),
            models.Index(fields=["provider", "at"], name="access_log_by_provider"),
        ]

    @property
    def what_words(self) -> str:
        """What was read, in words; a task page as the task it is."""
        return str(WHAT.get(self.what, _("a task") if self.what.startswith("task:") else self.what))
