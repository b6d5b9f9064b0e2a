"""The row policies as they are to be, table by table; and which tables have none, or show more than the case does."""

Policy = tuple[str, str, str]

BOTH = "web,worker"
SHELL = {("visible", "ALL", BOTH)}
OWNED = {("own", "ALL", BOTH)}
HISTORY = {("seen", "SELECT", BOTH), ("written", "INSERT", BOTH)}
IN_CASE = {("in_the_case", "ALL", "web"), ("of_the_unit", "SELECT", "web")}
CLOCKS = {("clocks", "ALL", "worker")}
OF_A_ROUND = {("of_a_round", "ALL", "web")}
# The worker starts rounds, as a service account.
MOVED = {("of_a_round", "SELECT", BOTH), ("begun_in_a_round", "INSERT", BOTH), ("moved_in_a_round", "UPDATE", BOTH)}
SHEETS = {("handed_in", "INSERT", BOTH), ("own", "SELECT", BOTH)}
SUMS = {("counted", "ALL", "worker"), ("own_managers", "SELECT", "web"), ("to_release", "SELECT", "web")}

POLICIES: dict[str, set[Policy]] = {
    "cases_accesslogentry": {
        ("of_the_case", "SELECT", "web"),
        ("reviewed", "SELECT", "web"),
        ("written", "INSERT", BOTH),
    },
    "cases_attachment": OWNED,
    "cases_case": {
        ("visible", "SELECT", BOTH),
        ("opened_by_its_unit", "INSERT", BOTH),
        ("reported", "INSERT", BOTH),
        ("changed", "UPDATE", BOTH),
    },
    "cases_caseaccess": {("acting_sees", "SELECT", BOTH)},
    "cases_caseperson": {
        ("own", "SELECT", BOTH),
        ("made_in_a_visible_case", "INSERT", BOTH),
        ("changed", "UPDATE", BOTH),
    },
    "cases_casetargetgroup": OWNED,
    "cases_concerntext": OWNED,
    "cases_consent": OWNED,
    "cases_consentexception": OWNED,
    "cases_consentscope": OWNED,
    "cases_consultation": {("asked", "INSERT", BOTH), ("visible", "SELECT", BOTH)},
    "cases_consultationpost": {("visible", "SELECT", BOTH), ("written", "INSERT", BOTH)},
    "cases_coordinatedplan": SHELL,
    "cases_copiedmark": OWNED,
    "cases_deviation": OWNED,
    "cases_disclosedsection": {
        ("archive", "SELECT", "web"),
        ("covered", "INSERT", BOTH),
        ("given", "SELECT", BOTH),
        ("received", "SELECT", BOTH),
    },
    "cases_disclosure": {("archive", "SELECT", "web"), ("party", "SELECT", BOTH), ("sent", "INSERT", BOTH)},
    "cases_evaluation": OWNED,
    "cases_fact": {("counted", "SELECT", "worker"), ("own", "SELECT", "web"), ("written", "INSERT", BOTH)},
    "cases_familyattendance": OWNED,
    "cases_followup": SHELL,
    "cases_goal": OWNED,
    "cases_goaljudgement": SHELL,
    "cases_intervention": OWNED,
    "cases_intakedecision": OWNED,
    "cases_interventionprogress": SHELL,
    "cases_meetingnote": OWNED,
    "cases_nametoken": {("own", "SELECT", BOTH), ("made_in_a_visible_case", "INSERT", BOTH), ("ended", "DELETE", BOTH)},
    "cases_need": OWNED,
    "cases_participation": {
        ("visible", "SELECT", BOTH),
        ("admitted", "INSERT", BOTH),
        ("reported", "INSERT", BOTH),
        ("changed", "UPDATE", BOTH),
    },
    "cases_person": {("through_a_case", "SELECT", BOTH), ("changed", "UPDATE", BOTH)},
    "cases_planmeeting": SHELL,
    "cases_planversion": {("archive", "SELECT", "web"), ("frozen", "INSERT", BOTH), ("own", "SELECT", BOTH)},
    "cases_receivedreport": {("own", "SELECT", BOTH), ("received", "INSERT", BOTH)},
    "cases_birth": OWNED,
    "cases_consequence": SHELL,
    "cases_finding": OWNED,
    "cases_healthcontact": SHELL,
    "cases_healthstep": OWNED,
    "cases_instrumentanswers": OWNED,
    "cases_parenthood": OWNED,
    "cases_parenthoodtalk": OWNED,
    "cases_patientchild": OWNED,
    "cases_situationanswer": OWNED,
    "cases_referral": SHELL,
    "cases_referralanswer": OWNED,
    "cases_referralsection": OWNED,
    "cases_reportreceipt": {
        ("of_the_report", "SELECT", BOTH),
        ("of_the_intake", "SELECT", BOTH),
        ("received", "INSERT", BOTH),
        ("changed", "UPDATE", BOTH),
    },
    "cases_sending": SHELL,
    "cases_statement": OWNED,
    "cases_summons": SHELL,
    "cases_teammeeting": {("of_the_team", "ALL", BOTH)},
    "cases_teammeetingitem": {
        ("taken_away", "DELETE", BOTH),
        ("taken_up", "INSERT", BOTH),
        ("visible", "SELECT", BOTH),
    },
    "cases_workingnote": OWNED,
    "agreements_sheet": SHEETS | {("to_release", "SELECT", "web")},
    "agreements_sheetanswer": SHEETS,
    "agreements_contribution": {("counted", "ALL", "worker"), ("own", "SELECT", "web")},
    "agreements_rollup": SUMS,
    "agreements_rolluppersons": SUMS,
    "workflows_process": SHELL | MOVED,
    "workflows_deadline": IN_CASE | CLOCKS | OF_A_ROUND,
    "workflows_deadlinemove": IN_CASE,
    "workflows_deadlinepause": IN_CASE | CLOCKS,
    "workflows_draft": {("writers_own", "ALL", "web")},
    "workflows_mail": {("outbox", "ALL", "worker")},
    "workflows_mailsetting": {("own", "ALL", "web"), ("sent_by", "SELECT", "worker")},
    "workflows_notice": IN_CASE | CLOCKS | OF_A_ROUND | {("seen", "UPDATE", "web")},
    "workflows_sentform": {("senders_own", "ALL", "web")},
    "workflows_task": SHELL | MOVED,
    "workflows_task_previous": {("visible", "SELECT", BOTH), ("written", "INSERT", BOTH)},
    "workflows_workitem": IN_CASE | CLOCKS | OF_A_ROUND,
}
TRACKED = {
    *("case", "caseperson", "casetargetgroup", "consent", "consentexception", "consentscope", "coordinatedplan"),
    *("copiedmark", "deviation", "evaluation", "familyattendance", "followup", "goal", "goaljudgement"),
    *("intervention", "interventionprogress", "meetingnote", "need", "participation", "person", "planmeeting"),
    *("attachment", "referral", "referralanswer", "referralsection", "sending", "statement", "summons"),
    *("birth", "finding", "healthcontact", "healthstep", "instrumentanswers"),
    *("parenthood", "parenthoodtalk", "patientchild", "situationanswer"),
    *("concerntext", "intakedecision", "teammeeting", "teammeetingitem", "workingnote"),
}
POLICIES |= {f"cases_historical{name}": HISTORY for name in TRACKED}

# Tables of cases and workflows without row security hold rules, and nothing of a person.
OPEN_TABLES = {
    "cases_consentage": "from which age a child consents: dated law",
    "cases_historicalconsentage": "its history",
    "cases_legalground": "why secrecy gives way: dated law",
    "cases_historicallegalground": "its history",
    "cases_dutytotell": "sections of law that demand telling: dated law",
    "cases_planfield": "the headings of the plan's form",
    "cases_historicalplanfield": "its history",
    "cases_carecode": "codes of national lists",
    "cases_historicalcarecode": "its history",
    "cases_situationquestion": "what social services ask themselves: dated law",
}
# Definitions of programmes and instruments, and their history.
OPEN_TABLES |= {
    f"cases_{prefix}{name}": "what is offered to all, or asked of all"
    for prefix in ("", "historical")
    for name in (
        *("programme", "programmeversion", "programmestep"),
        *("instrument", "instrumentitem", "instrumentband", "itemwording"),
    )
}

# A view, which no policy holds: web has no right to it at all.
WORKERS_VIEW = "cases_countedperson"

# About nobody, and in no plan: tests/cases/test_consultation_policies.py.
CONSULTATION = {
    *("cases_consultation", "cases_consultationpost", "cases_teammeeting", "cases_teammeetingitem"),
    *("cases_historicalteammeeting", "cases_historicalteammeetingitem"),
}

# Seen by the unit whose work it is also where the case itself is not open: no name, no text.
WORK_OF_THE_UNIT = {
    "workflows_workitem",
    "workflows_deadline",
    "workflows_deadlinemove",
    "workflows_deadlinepause",
    "workflows_notice",
}

# Of nobody's case: which forms a user has sent, by their random keys. Its policy shows a user their own.
SENT_FORMS = "workflows_sentform"

# Of nobody's case either: what each of the staff wants of e-mail, and the worker's outbox, which web has no right to
# (tests/workflows/services/test_mail.py).
OF_MAIL = {"workflows_mail", "workflows_mailsetting"}

FROZEN = ["cases_disclosure", "cases_disclosedsection", "cases_planversion"]
