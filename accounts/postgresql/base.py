"""Django's PostgreSQL backend, and one thing more: every transaction begins by saying who acts.

The settings are transaction-local: the next request on the same connection starts with none. Row-level policies
read them; where they are empty nothing of a person is visible.
"""

from django.db.backends.postgresql import base

from accounts.acting import SET_STATEMENT, acting, setting_values


class DatabaseWrapper(base.DatabaseWrapper):
    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit and (who := acting.get()) is not None:
            self.connection.execute(SET_STATEMENT, setting_values(who))
