"""Example rule sets that lie as data: made as a draft, which holds for nobody until its parties have made it theirs."""

import json
from datetime import date
from pathlib import Path

from accounts.acting import act
from accounts.models import Assignment
from agreements.models import Clause, RuleSet
from agreements.services.clause import ClauseFacts, IndicatorFacts, add_clause, add_indicator, set_clock
from agreements.services.rule_set import make_rule_set
from agreements.services.version import make_version
from agreements.working_days import Unit

EXAMPLES = Path(__file__).parent.parent / "data"


def example_names() -> list[str]:
    return sorted(path.stem for path in EXAMPLES.glob("*.json"))


@act
def make_example(*, name: str, valid_from: date, by: Assignment | None) -> RuleSet:
    """The rule set of `data/<name>.json` with its one version as a draft. Each clause says its source and how sure it
    is. Raises SlugTaken; FileNotFoundError for another name."""
    data = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    rule_set = make_rule_set(
        slug=data["slug"],
        title=data["title"],
        kind=RuleSet.Kind.LOCAL,
        review_interval_years=data["review_interval_years"],
        review_owner=data["review_owner"],
        by=by,
    )
    words = {"source": data["source"], "adopted": data["adopted"]}
    version = make_version(rule_set=rule_set, valid_from=valid_from, by=by, **words)
    for row in data["clauses"]:
        kind, party = Clause.Kind(row["kind"]), Clause.Party(row["party"])
        facts = ClauseFacts(row["code"], kind, party, row["text"], row["source_reference"])
        clause = add_clause(version=version, facts=facts, by=by)
        for key in row.get("indicators", []):
            add_indicator(clause=clause, facts=IndicatorFacts(key), by=by)
        for key, length, unit in row.get("clocks", []):
            set_clock(clause=clause, key=key, length=length, unit=Unit(unit), by=by)
    return rule_set
