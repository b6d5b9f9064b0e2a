"""Search by number or the beginnings of names: ranges on plain columns, so that row policies keep the indexes."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Assignment
from cases.identity import InvalidNumber, parse_number
from cases.models import Case, CasePerson, NameToken
from cases.names import search_tokens, sort_key
from cases.permissions import visible_to
from cases.services.access import log_listing
from cases.services.case import PREFIX

MOST = 50


def find_cases(query: str, assignment: Assignment) -> list[CasePerson]:
    """The persons of visible cases that the query finds, by Swedish name order, at most MOST; the listing is logged.

    A number finds by all of it, a name by the beginnings of all words, three letters in all at least, a case number
    by itself.
    """
    people = CasePerson.objects.filter(
        provider_id=assignment.unit.provider_id, case__in=visible_to(assignment).values("pk")
    )
    found = list(_matching(people, query).select_related("case", "carried_by")[:MOST])
    if found:
        log_listing(what="search", shown=[(person.case_id, person.pk) for person in found], by=assignment)
    return sorted(found, key=lambda person: sort_key(str(person.name)))


def _matching(people: QuerySet[CasePerson], query: str) -> QuerySet[CasePerson]:
    if query.upper().startswith(tuple(PREFIX.values())):
        return people.filter(case__in=Case.objects.filter(number=query.upper()), relation=CasePerson.Relation.SUBJECT)
    if query[:1].isdigit():
        try:
            number = parse_number(query)
        except InvalidNumber:
            return people.none()
        # By a number that the child was known under before, too.
        known_by = CasePerson.history.filter(number=number.value, number_kind=number.kind)
        return people.filter(pk__in=known_by.values("id"), separated_on=None)
    tokens = search_tokens(query)
    if not tokens:
        return people.none()
    for token in tokens:
        begins = Q(token__gte=token, token__lt=token + "\U0010ffff")
        people = people.filter(Exists(NameToken.objects.filter(begins, case_person=OuterRef("pk"))))
    return people
