from cases.models import CasePerson, NameToken
from cases.names import name_tokens


def index_name(row: CasePerson) -> None:
    """The beginnings of a name, for search, as the row's own provider finds it; those of an earlier name go."""
    NameToken.objects.filter(case_person=row).delete()
    NameToken.objects.bulk_create(
        NameToken(case_id=row.case_id, provider_id=row.provider_id, case_person=row, token=token)
        for token in name_tokens(row.given_name, row.family_name)
    )
