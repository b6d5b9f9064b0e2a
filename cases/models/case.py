"""A case, the persons in it as each provider knows them, and the beginnings of their names for search."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import CareUnit, Provider
from cases.identity import NumberKind
from cases.models.base import CaseRow, Row
from cases.models.person import Person


class Case(Row):
    """One matter with one secrecy. Holds no name and no text: every participating unit may see that it exists."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("Coordinated individual plan")
        REFERRAL = "referral", _("Referral")
        WARM_HANDOVER = "warm_handover", _("Warm handover")
        PLAN_REQUEST = "plan_request", _("Request for a coordinated individual plan")
        CONSULTATION = "consultation", _("Consultation")
        CONCERN_REPORT = "concern_report", _("Report of concern, sent")
        CONCERN_INTAKE = "concern_intake", _("Report of concern, received")
        CHILD_HEALTH = "child_health", _("Child health")
        PREGNANCY = "pregnancy", _("Pregnancy")
        ADDICTION_CARE = "addiction_care", _("Addiction care")
        FINDING = "finding", _("Finding")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    class ClosureReason(models.TextChoices):
        GOALS_MET = "goals_met", _("The goals are met")
        PERSON_WITHDREW = "person_withdrew", _("The family wants to stop")
        CONSENT_REFUSED = "consent_refused", _("The family said no to a plan")
        NOT_NEEDED = "not_needed", _("A plan turned out not to be needed")
        ONE_PRINCIPAL_LEFT = "one_principal_left", _("Only one principal is still involved")
        MOVED = "moved", _("The family moved")
        REPLACED = "replaced", _("A new plan takes over")
        TAKEN_OVER = "taken_over", _("Another unit has taken over")
        NOT_SENT = "not_sent", _("It was never sent")
        NOBODY_TOOK = "nobody_took", _("Nobody took over, and the own unit goes on")
        HELPED = "helped", _("The answer helped")
        REFERRED = "referred", _("It was turned into a referral")
        NOTHING_MORE = "nothing_more", _("Nothing more is needed")
        NOT_OPENED = "not_opened", _("No investigation was opened")
        ALREADY_RUNNING = "already_running", _("An investigation was already running")
        INVESTIGATED = "investigated", _("The investigation is done")
        HANDED_ON = "handed_on", _("Handed on to the right municipality")
        CONTACT_ENDED = "contact_ended", _("The contact has ended")
        DECIDED = "decided", _("It was decided what to do")

    # What a unit writes to hand over to another; one flow.
    REFERRALS = (Kind.REFERRAL, Kind.WARM_HANDOVER, Kind.PLAN_REQUEST)
    # What is about a family, with its persons and consents.
    OF_FAMILY = (Kind.PLAN, *REFERRALS)
    # Each has its own secrecy also within its unit, and no other unit ever takes part.
    BY_NAME = (Kind.CONCERN_REPORT, Kind.CONCERN_INTAKE)

    # A contact on a schedule; what was found there is a case of its own.
    CONTACTS = (Kind.CHILD_HEALTH, Kind.PREGNANCY, Kind.ADDICTION_CARE)
    HEALTH = (*CONTACTS, Kind.FINDING)
    # What has a family's persons written down by hand.
    WITH_PEOPLE = (*OF_FAMILY, *CONTACTS)

    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.CharField(max_length=20, unique=True)
    owner_unit = models.ForeignKey(CareUnit, models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closure_reason = models.CharField(max_length=24, choices=ClosureReason.choices, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None, closure_reason="")
                | Q(status="closed", closed_at__isnull=False) & ~Q(closure_reason=""),
                name="case_closed_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN


# Why a consultation ends; all other reasons are of a case about somebody.
CONSULTATION_ENDINGS = (Case.ClosureReason.HELPED, Case.ClosureReason.REFERRED, Case.ClosureReason.NOTHING_MORE)
PLAN_ENDINGS = (
    *(Case.ClosureReason.GOALS_MET, Case.ClosureReason.PERSON_WITHDREW, Case.ClosureReason.CONSENT_REFUSED),
    *(Case.ClosureReason.NOT_NEEDED, Case.ClosureReason.ONE_PRINCIPAL_LEFT, Case.ClosureReason.MOVED),
    Case.ClosureReason.REPLACED,
)


class CasePerson(CaseRow):
    """A person in a case as one provider knows them there: name, relation to the subject, language, protection.

    Kept per case and provider, so that nothing filled in by one unit shows to another that may not know of it.
    A receiving provider's row is made by a disclosure and has no `person` until it is joined to its own.
    """

    class Relation(models.TextChoices):
        SUBJECT = "subject", _("The plan is about")
        PARENT = "parent", _("Parent")
        GUARDIAN = "guardian", _("Specially appointed guardian")
        SIBLING = "sibling", _("Sibling")
        PARTNER = "partner", _("Parent's partner")
        TRUSTEE = "trustee", _("Trustee")
        OTHER = "other", _("Other relative")

    class Protection(models.TextChoices):
        NONE = "none", _("No protection")
        MARKED = "marked", _("Confidentiality mark")
        REGISTERED = "registered", _("Protected population registration")

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="in_cases")
    disclosed_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=20, blank=True)
    number_kind = models.CharField(max_length=20, choices=NumberKind.choices, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    expected_birth = models.DateField(null=True, blank=True)
    carried_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carries")
    language = models.CharField(max_length=60, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    protection = models.CharField(max_length=12, choices=Protection.choices, default=Protection.NONE)
    has_custody = models.BooleanField(default=False)
    custody_from = models.DateField(null=True, blank=True)
    custody_to = models.DateField(null=True, blank=True)
    # The child went to other guardians: what it was called here before finds it no longer.
    separated_on = models.DateField(null=True, blank=True)
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "provider"], condition=Q(relation="subject"), name="one_subject_per_case_and_provider"
            ),
            models.CheckConstraint(
                condition=Q(custody_to=None) | Q(custody_to__gte=F("custody_from")), name="custody_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_joined(self) -> bool:
        """Whether the provider has no row of its own for this person; anew where an unborn child has got a number."""
        return self.person is None or bool(self.number and not self.person.number)

    @property
    def is_unborn(self) -> bool:
        return self.birth_date is None and self.expected_birth is not None

    @property
    def name(self) -> str:
        """The name as recorded; a child without one is named after who carries or carried it."""
        recorded = f"{self.given_name} {self.family_name}".strip()
        if self.is_separated and self.carried_by is None:
            return str(_("Child with other guardians"))
        if recorded or self.carried_by is None:
            return recorded or str(_("Unborn child"))
        if self.is_separated:
            return self.carried_by.name
        if self.birth_date is not None:
            return str(_("Child of %(name)s") % {"name": self.carried_by.name})
        return str(_("Unborn child of %(name)s") % {"name": self.carried_by.name})

    @property
    def listed_name(self) -> str:
        """As a list or a heading has it: where a case has ended before any birth, who carried is named, and no child.

        Reads the case: have it read along.
        """
        if self.is_unborn and self.carried_by is not None and not self.case.is_open:
            return self.carried_by.name
        return self.name

    @property
    def is_separated(self) -> bool:
        return self.separated_on is not None

    @property
    def is_protected(self) -> bool:
        return self.protection != self.Protection.NONE


class NameToken(Row):
    """The beginning of a name, for search: a range on a plain column stays indexed under a row policy."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    case_person = models.ForeignKey(CasePerson, models.CASCADE, related_name="+")
    token = models.CharField(max_length=120, db_collation="C")

    class Meta:
        indexes = [models.Index(fields=["token", "case"], name="name_token")]


class CaseTargetGroup(CaseRow):
    """Which groups with special needs of collaboration the case concerns, as its owner sees it."""

    class Group(models.TextChoices):
        PLACED = "placed", _("Placed children")
        VIOLENCE = "violence", _("Violence")
        SEXUAL_ABUSE = "sexual_abuse", _("Sexual abuse")
        NEGLECT = "neglect", _("Neglect")
        YOUTH_MISUSE = "youth_misuse", _("Substance misuse or crime among the young")
        NEUROPSYCHIATRIC = "neuropsychiatric", _("Neuropsychiatric conditions")
        CHILD_NEXT_OF_KIN = "child_next_of_kin", _("Children as next of kin")
        NEWLY_ARRIVED = "newly_arrived", _("Newly arrived")
        UNACCOMPANIED = "unaccompanied", _("Unaccompanied")

    owner_provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
    groups = ArrayField(models.CharField(max_length=20, choices=Group.choices), default=list)
    history = History()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "owner_provider"], name="one_row_of_target_groups")]
