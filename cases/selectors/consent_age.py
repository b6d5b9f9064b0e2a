"""What the child itself decides at its age, by the dated rows of the law: sharing, and each kind of intervention."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import CasePerson, ConsentAge

OF_AGE = 18
Kind, Effect = ConsentAge.Kind, ConsentAge.Effect

# What the law says of a child of that age: by kind, and by the effect of the row whose age is reached, None for none.
WORDS = {
    (Kind.DISCLOSURE, None): _("The guardians consent. Ask the child, and write down what it thinks."),
    (Kind.DISCLOSURE, Effect.MUST_CONSENT): _("The child must consent too, besides the guardians."),
    (Kind.ASSESSED, None): _("The guardians must consent."),
    (Kind.ASSESSED, Effect.MAY_CONSENT): _(
        "Possible without the guardians, where that is suitable and the child consents."
    ),
    (Kind.ASSESSED, Effect.MUST_CONSENT): _(
        "Possible without the guardians, where that is suitable and the child asks for it or consents. "
        "A placement always needs the guardians."
    ),
    (Kind.OPEN, None): _("The guardians must consent, also when the child wants it."),
    (Kind.OPEN, Effect.MAY_CONSENT): _("Possible without the guardians, where that is suitable."),
}


@dataclass(frozen=True, slots=True)
class AgeRule:
    """What holds for this child on the day asked about, with its source, and from which birthday it changes."""

    kind: ConsentAge.Kind
    words: object
    source: str
    changes_on: date | None


def turns(born: date, age: int) -> date:
    """The day on which somebody is `age` years old: 28 February for who was born on the 29th (lag 1930:173 1 §)."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return born.replace(year=born.year + age, day=28)


def age_rules(child: CasePerson | None, on: date) -> list[AgeRule]:
    """One rule for each kind, sharing first; none for an unborn child, one whose age is not known, or an adult."""
    if child is None or child.birth_date is None or turns(child.birth_date, OF_AGE) <= on:
        return []
    in_force = ConsentAge.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
    rows = list(in_force.order_by("from_age"))
    return [
        _rule(kind, child.birth_date, [row for row in rows if row.kind == kind], on)
        for kind in Kind
        if any(row.kind == kind for row in rows)
    ]


def _rule(kind: ConsentAge.Kind, born: date, rows: list[ConsentAge], on: date) -> AgeRule:
    """`rows` of one kind, the lowest age first. Below the first age it is that row's paragraph that says so."""
    reached = [row for row in rows if turns(born, row.from_age) <= on]
    coming = [turns(born, row.from_age) for row in rows if turns(born, row.from_age) > on]
    effect = Effect(reached[-1].effect) if reached else None
    words = WORDS.get((kind, effect)) or (Effect(effect).label if effect else "")
    return AgeRule(kind, words, (reached[-1] if reached else rows[0]).source, min(coming, default=None))
