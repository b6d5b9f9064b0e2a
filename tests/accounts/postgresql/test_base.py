import pytest
from django.db import connection

MORE_THAN_THE_DRIVER_KEEPS = 120


@pytest.mark.django_db
def test_statements_stay_prepared() -> None:
    with connection.cursor() as cursor:
        for number in range(MORE_THAN_THE_DRIVER_KEEPS):
            cursor.execute(f"SELECT {number} AS kept_{number}")
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%AS kept_%'")
        kept = cursor.fetchone()[0]

    assert kept >= MORE_THAN_THE_DRIVER_KEEPS
