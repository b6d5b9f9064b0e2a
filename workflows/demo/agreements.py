"""The demo's agreements: Örebro's as its survey report of 2011 gives it, and one between the demo's own parties.

The first is read from data/family-centre-agreement-orebro-2011.json, whose `source` says where it comes from: fourteen
clauses and seventeen indicators with their ids. Nobody agreed on cut-offs there, so it has none. Its municipalities are
made up; neither they nor its region have users. The second is made up as a whole.
"""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.acting import act_as
from accounts.models import Assignment, Principal
from accounts.services.organisation import add_principal
from accounts.services.user import give_grant
from agreements.models import Clause, RuleSet
from agreements.permissions import RELEASE
from agreements.services.clause import ClauseFacts, IndicatorFacts, add_clause, add_indicator, set_clock
from agreements.services.example import make_example
from agreements.services.rule_set import let_in, make_rule_set, sign
from agreements.services.version import make_version, put_in_force
from agreements.working_days import Unit
from cases.models import CaseTargetGroup
from workflows.demo.staff import Staff

OREBRO, LOCAL = "orebro-2010", "bjorken-lokal"
OREBRO_FILE = Path(__file__).parent / "data" / "family-centre-agreement-orebro-2011.json"
OREBRO_SINCE = date(2010, 6, 1)
MADE_UP_MUNICIPALITIES = ("Åkernäs kommun", "Hyttvikens kommun", "Skogsbo kommun")

Kind, Party, Group = Clause.Kind, Clause.Party, CaseTargetGroup.Group
MET, PARTLY = Decimal("0.8"), Decimal("0.5")

# Clause, indicators, clocks: key, length, unit. The general time for a meeting is 21 days, for replies 5 working days.
LOCAL_CLAUSES: tuple[tuple[ClauseFacts, tuple[IndicatorFacts, ...], tuple[tuple[str, int, Unit], ...]], ...] = (
    (
        ClauseFacts("S1", Kind.PURPOSE, Party.JOINT, "Familjen får ett samlat stöd och slipper samordna själv", "1 §"),
        (IndicatorFacts("own_goals", Decimal("0.95"), Decimal("0.9"), Decimal("0.7")),),
        (),
    ),
    (
        ClauseFacts("G1", Kind.COMMITMENT, Party.JOINT, "SIP-mötet hålls inom 18 dagar från samtycket", "4 §"),
        (IndicatorFacts("meeting_in_time", Decimal("0.9"), MET, PARTLY),),
        (("plan_meeting", 18, Unit.CALENDAR_DAYS),),
    ),
    (
        ClauseFacts("G2", Kind.COMMITMENT, Party.JOINT, "Parterna utser tillsammans en samordnare", "5 §"),
        (IndicatorFacts("coordinator", None, Decimal("1"), PARTLY),),
        (),
    ),
    (
        ClauseFacts("G3", Kind.COMMITMENT, Party.JOINT, "Personalen deltar i gemensam utbildning varje år", "5 §"),
        (
            IndicatorFacts("units_in_joint_training", Decimal("1"), MET, PARTLY),
            IndicatorFacts("training_days_joint"),
        ),
        (),
    ),
    (
        ClauseFacts("G4", Kind.COMMITMENT, Party.JOINT, "Remisser och slussningar besvaras i tid", "9 §"),
        (
            IndicatorFacts("referral_answered_in_time", None, MET, PARTLY),
            IndicatorFacts("referral_taken_over"),
            IndicatorFacts("referral_fed_back_in_time", None, MET, PARTLY),
        ),
        (),
    ),
    (
        ClauseFacts("G5", Kind.COMMITMENT, Party.JOINT, "Enheterna ger varandra råd utan att någon namnges", "10 §"),
        (IndicatorFacts("consultation_in_time", None, MET, PARTLY), IndicatorFacts("consultation_referred")),
        (),
    ),
    (
        ClauseFacts("R1", Kind.COMMITMENT, Party.REGION, "BVC och barnmorskan svarar på kallelser i tid", "6 §"),
        (IndicatorFacts("reply_in_time", None, MET, PARTLY),),
        (),
    ),
    (
        ClauseFacts("R2", Kind.COMMITMENT, Party.REGION, "Besöken görs i tid, och alla får frågorna", "12 §"),
        (
            IndicatorFacts("health_step_in_time", None, MET, PARTLY),
            IndicatorFacts("health_asked_mood", None, MET, PARTLY),
            IndicatorFacts("health_asked_violence", None, MET, PARTLY),
            IndicatorFacts("health_asked_alcohol", None, MET, PARTLY),
            IndicatorFacts("health_finding_in_time", None, MET, PARTLY),
        ),
        (),
    ),
    (
        ClauseFacts("K1", Kind.COMMITMENT, Party.MUNICIPALITY, "Öppna förskolan har öppet varje vardag", "7 §"),
        (IndicatorFacts("open_preschool"),),
        (),
    ),
    (
        ClauseFacts("K3", Kind.COMMITMENT, Party.MUNICIPALITY, "Orosanmälningar bedöms och återkopplas i tid", "11 §"),
        (
            IndicatorFacts("concern_protection_in_time"),
            IndicatorFacts("concern_opening_in_time"),
            IndicatorFacts("concern_feedback_asked"),
            IndicatorFacts("concern_feedback_in_time"),
        ),
        (),
    ),
    (
        ClauseFacts(
            "K2",
            Kind.COMMITMENT,
            Party.MUNICIPALITY,
            "Är barnet placerat eller utsatt för våld förbereds mötet inom tre arbetsdagar",
            "8 §",
            (Group.PLACED, Group.VIOLENCE),
        ),
        (),
        (("prepare", 3, Unit.WORKING_DAYS),),
    ),
)

# Who is appointed for the local agreement, and for what. By the user's key in people.py.
APPOINTED = (
    ("birgitta", "coordinate_agreement", "Samordnar överenskommelsen, 5 §."),
    ("lena", "check_round", "Ingår i arbetsgruppen som granskar svaren."),
    ("mats", "adopt_report", "Bedömer och fastställer för kommunen."),
    ("pia", "adopt_report", "Bedömer och fastställer för regionen."),
    ("anders", "audit_agreement", "Granskar överenskommelsens siffror."),
)

# Who lets the figures of a principal's own providers go. The private provider's own manager needs no appointment.
PRINCIPALS_MANAGERS = (
    ("mats", "Lindviks kommun"),
    ("pia", "Region Ekdalen"),
    ("lars", "Norrå kommun"),
)


def make_agreements(staff: Staff) -> None:
    """Both agreements, in force, and who is appointed for the local one; before any case, so that its times count."""
    with act_as(None, reason="demo data"):
        orebro = make_orebro()
        local = _make_local(staff, orebro)
        for user, permission, reason in APPOINTED:
            _appoint(staff[user], permission, local, reason)
        for user, principal in PRINCIPALS_MANAGERS:
            party = local.parties.get(principal__name=principal)
            _appoint(staff[user], RELEASE, party, f"Släpper siffror för {principal}.")
        _appoint(staff["birgitta"], "coordinate_agreement", _make_route(staff), "Skriver om exemplet till ert eget.")
        # The round of 2011 is read and assessed by the same hands, as nobody in Örebro signs in.
        _appoint(staff["birgitta"], "coordinate_agreement", orebro, "Matar in rundan 2011.")
        _appoint(staff["lena"], "check_round", orebro, "Granskar rundan 2011.")
        _appoint(staff["pia"], "adopt_report", orebro, "Fastställer rundan 2011.")
        _appoint(staff["anders"], "audit_agreement", orebro, "Granskar rapporten 2011.")


def read_orebro() -> dict[str, Any]:
    """The data file as it stands."""
    return json.loads(OREBRO_FILE.read_text(encoding="utf-8"))


def make_orebro() -> RuleSet:
    """With its parties and its one version; nobody is appointed for it."""
    data = read_orebro()
    agreement = data["agreement"]
    rule_set = make_rule_set(
        slug=OREBRO,
        title=agreement["title"],
        kind=RuleSet.Kind.PRINCIPLE,
        review_interval_years=agreement["review_interval_years"],
        review_owner=agreement["review_owner"],
        quality_method=agreement["quality_method"],
        by=None,
    )
    names = [(agreement["parties"]["region"], Principal.Kind.REGION)]
    names += [(name, Principal.Kind.MUNICIPALITY) for name in MADE_UP_MUNICIPALITIES]
    for name, kind in names:
        principal = add_principal(name=name, kind=kind, by=None)
        sign(rule_set=rule_set, principal=principal, valid_from=OREBRO_SINCE, by=None)
    version = make_version(
        rule_set=rule_set, valid_from=OREBRO_SINCE, source=data["source"], adopted=agreement["adopted"], by=None
    )
    for row in data["clauses"]:
        facts = ClauseFacts(row["id"], Clause.Kind(row["kind"]), Clause.Party(row["party"]), row["text"])
        clause = add_clause(version=version, facts=facts, by=None)
        for indicator in row["indicators"]:
            add_indicator(clause=clause, facts=IndicatorFacts(indicator["id"]), by=None)
    put_in_force(version=version, by=None)
    return rule_set


def _make_local(staff: Staff, parent: RuleSet) -> RuleSet:
    since = timezone.localdate() - timedelta(days=400)
    rule_set = make_rule_set(
        slug=LOCAL,
        title="Lokal överenskommelse för familjecentralerna i Ekdalen",
        kind=RuleSet.Kind.LOCAL,
        parent=parent,
        review_interval_years=1,
        review_owner="Styrgruppen i Ekdalen",
        quality_method="KAFO",
        by=None,
    )
    principals = {unit.provider.principal for unit in staff.units.values()}
    for principal in sorted(principals, key=lambda each: each.name):
        sign(rule_set=rule_set, principal=principal, valid_from=since, by=None)
    for centre in staff.centres.values():
        let_in(rule_set=rule_set, centre=centre, valid_from=since, by=None)  # type: ignore[arg-type]
    source = "Påhittad överenskommelse för demon"
    version = make_version(rule_set=rule_set, valid_from=since, source=source, adopted=since.isoformat(), by=None)
    for facts, indicators, clocks in LOCAL_CLAUSES:
        clause = add_clause(version=version, facts=facts, by=None)
        for indicator in indicators:
            add_indicator(clause=clause, facts=indicator, by=None)
        for key, length, unit in clocks:
            set_clock(clause=clause, key=key, length=length, unit=unit, by=None)
    put_in_force(version=version, by=None)
    return rule_set


def _make_route(staff: Staff) -> RuleSet:
    """The example route for a pregnancy with misuse, still a draft: it holds for nobody."""
    since = timezone.localdate() - timedelta(days=30)
    rule_set = make_example(name="pregnancy-and-misuse", valid_from=timezone.localdate() + timedelta(days=60), by=None)
    for principal in {staff[key].unit.provider.principal for key in ("elin", "mats")}:
        sign(rule_set=rule_set, principal=principal, valid_from=since, by=None)
    return rule_set


def _appoint(who: Assignment, permission: str, on: Model, reason: str) -> None:
    today = timezone.localdate()
    give_grant(
        assignment=who,
        permission=permission,
        on=on,
        valid_from=today - timedelta(days=200),
        valid_to=today + timedelta(days=365),
        reason=reason,
        by=None,
    )
