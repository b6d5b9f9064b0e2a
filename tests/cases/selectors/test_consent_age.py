from datetime import date

import pytest

from accounts.acting import act_as
from cases.models import CasePerson, ConsentAge
from cases.selectors.consent_age import AgeRule, age_rules, turns
from tests.conftest import Acting

ON = date(2027, 2, 28)
GUARDIANS, ALONE = "Vårdnadshavarna måste samtycka", "Kan ges utan vårdnadshavarna"


def rules(born: date | None) -> list[AgeRule]:
    return age_rules(CasePerson(birth_date=born), ON)


def begins(rule: AgeRule, words: str) -> bool:
    return str(rule.words).startswith(words)


@pytest.mark.parametrize(
    ("born", "assessed", "unassessed"),
    [
        (date(2015, 3, 1), GUARDIANS, GUARDIANS),
        (date(2015, 2, 28), ALONE, GUARDIANS),
        (date(2012, 3, 1), ALONE, GUARDIANS),
        # Turns 15 on the 28th: the year is a common one.
        (date(2012, 2, 29), ALONE, ALONE),
    ],
)
def test_rule_follows_the_age_and_the_kind(db: None, born: date, assessed: str, unassessed: str) -> None:
    sharing, with_assessment, without = rules(born)

    assert [rule.kind for rule in (sharing, with_assessment, without)] == ["disclosure", "assessed", "open"]
    assert begins(with_assessment, assessed)
    assert begins(without, unassessed)


def test_rule_says_its_source_and_when_it_changes(db: None) -> None:
    _sharing, assessed, _open = rules(date(2015, 3, 1))

    assert "21 kap. 1 §" in assessed.source
    assert assessed.changes_on == date(2027, 3, 1)


@pytest.mark.parametrize("born", [None, date(2009, 2, 28)])
def test_no_rules_for_an_adult_or_without_birth_date(db: None, born: date | None) -> None:
    assert rules(born) == []


def test_row_of_another_time_does_not_count(db: None, as_owner: Acting) -> None:
    born = date(2016, 1, 1)
    with as_owner(), act_as(None, reason="test"):
        ConsentAge.objects.create(
            kind="open", effect="may", from_age=10, source="test", valid_from=date(2027, 3, 1), valid_to=None
        )

    assert begins(rules(born)[2], GUARDIANS)
    assert begins(age_rules(CasePerson(birth_date=born), date(2027, 3, 1))[2], ALONE)


def test_turns_in_a_common_year() -> None:
    assert (turns(date(2012, 2, 29), 15), turns(date(2012, 2, 29), 16)) == (date(2027, 2, 28), date(2028, 2, 29))
