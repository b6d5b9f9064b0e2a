from cases.models.access import AccessLogEntry
from cases.models.attachment import Attachment
from cases.models.base import Topic
from cases.models.birth import Birth
from cases.models.case import Case, CasePerson, CaseTargetGroup, NameToken
from cases.models.code import CareCode, CodeUse
from cases.models.concern import Change, ConcernText, IntakeDecision, ReceivedReport, ReportReceipt
from cases.models.consent import Consent, ConsentAge, ConsentException, ConsentScope
from cases.models.consultation import Consultation, ConsultationPost, TeamMeeting, TeamMeetingItem
from cases.models.disclosure import DisclosedSection, Disclosure, SectionKind
from cases.models.fact import Fact
from cases.models.ground import Certainty, DutyToTell, Ground, GroundGroup, LegalGround, Sector
from cases.models.health import Consequence, Finding, HealthContact, HealthStep, InstrumentAnswers
from cases.models.instrument import Instrument, InstrumentBand, InstrumentItem, ItemWording
from cases.models.meeting import Deviation, FamilyAttendance, MeetingNote, PlanMeeting, Summons
from cases.models.note import CopiedMark, Evaluation, WorkingNote
from cases.models.parenthood import Parenthood, ParenthoodTalk, PatientChild
from cases.models.participation import CaseAccess, Participation
from cases.models.party import Channel, Party, PartyKind
from cases.models.person import Person
from cases.models.plan import (
    CoordinatedPlan,
    FollowUp,
    Goal,
    GoalJudgement,
    Intervention,
    InterventionProgress,
    Need,
    PlanField,
    PlanVersion,
    Statement,
)
from cases.models.programme import Programme, ProgrammeStep, ProgrammeVersion
from cases.models.referral import Referral, ReferralAnswer, ReferralSection, Sending
from cases.models.situation import SituationAnswer, SituationQuestion

__all__ = [
    "AccessLogEntry",
    "Attachment",
    "Birth",
    "CareCode",
    "Case",
    "CaseAccess",
    "CasePerson",
    "CaseTargetGroup",
    "Certainty",
    "Change",
    "Channel",
    "CodeUse",
    "ConcernText",
    "Consent",
    "ConsentAge",
    "ConsentException",
    "ConsentScope",
    "Consequence",
    "Consultation",
    "ConsultationPost",
    "CoordinatedPlan",
    "CopiedMark",
    "Deviation",
    "DisclosedSection",
    "Disclosure",
    "DutyToTell",
    "Evaluation",
    "Fact",
    "FamilyAttendance",
    "Finding",
    "FollowUp",
    "Goal",
    "GoalJudgement",
    "Ground",
    "GroundGroup",
    "HealthContact",
    "HealthStep",
    "Instrument",
    "InstrumentAnswers",
    "InstrumentBand",
    "InstrumentItem",
    "IntakeDecision",
    "Intervention",
    "InterventionProgress",
    "ItemWording",
    "LegalGround",
    "MeetingNote",
    "NameToken",
    "Need",
    "Parenthood",
    "ParenthoodTalk",
    "Participation",
    "Party",
    "PartyKind",
    "PatientChild",
    "Person",
    "PlanField",
    "PlanMeeting",
    "PlanVersion",
    "Programme",
    "ProgrammeStep",
    "ProgrammeVersion",
    "ReceivedReport",
    "Referral",
    "ReferralAnswer",
    "ReferralSection",
    "ReportReceipt",
    "SectionKind",
    "Sector",
    "Sending",
    "SituationAnswer",
    "SituationQuestion",
    "Statement",
    "Summons",
    "TeamMeeting",
    "TeamMeetingItem",
    "Topic",
    "WorkingNote",
]
