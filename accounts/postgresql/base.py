"""Django's PostgreSQL backend, and two things more: statements stay prepared, and every transaction says who acts.

The settings are transaction-local: the next request on the same connection starts with none. Row-level policies
read them; where they are empty nothing of a person is visible.
"""

from django.db.backends.postgresql import base
from psycopg import Connection

from accounts.acting import SET_STATEMENT, acting, setting_values

# The driver's own limit is 100. A single step takes more kinds of statement than that, and each would be planned anew,
# with all its row policies, every time round.
PREPARED_MAX = 1000


class DatabaseWrapper(base.DatabaseWrapper):
    def _configure_connection(self, connection: Connection) -> bool:
        connection.prepared_max = PREPARED_MAX
        return bool(super()._configure_connection(connection))  # type: ignore[misc]

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit and (who := acting.get()) is not None:
            self.connection.execute(SET_STATEMENT, setting_values(who))
