"""E-mail that there is something to see, sent by the worker: never who or what, never to somebody who has left.

Each minute what is newly told is turned into mails in an outbox, one per person and sort, and those that are due are
sent. A mail is marked as taken before it is sent, and as sent after: it goes out once. Where the worker ends in
between, or the mail server does not answer, it is tried again after AGAIN_AFTER, TRIES times at most; so a mail that
was handed over without being marked comes twice.
"""

import logging
from datetime import datetime, time, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.roles import RIGHTS
from workflows.navigation import works_on_tasks

logger = logging.getLogger(__name__)

BATCH, TRIES, AGAIN_AFTER = 500, 3, timedelta(minutes=15)
DAILY_AT = time(7)
ROLES = [role.value for role, rights in RIGHTS.items() if works_on_tasks(rights)]

# Who is told by a notice `n`, of those who want mail about such: as the list of notices shows it to them.
WANTED_BY = """
    JOIN accounts_assignment a ON a.id = n.to_assignment_id OR (
        a.unit_id = n.to_unit_id AND a.role = ANY(%(roles)s::text[]) AND (
            n.to_user_id IS NULL AND n.to_role IN ('', a.role) OR n.to_user_id = a.user_id
            OR n.to_user_id = (SELECT away.user_id FROM accounts_assignment away WHERE away.id = a.substitute_for_id)))
    JOIN accounts_user u ON u.id = a.user_id AND u.is_active
    JOIN accounts_careunit c ON c.id = a.unit_id
    JOIN workflows_mailsetting s ON s.user_id = a.user_id AND s.kind = n.kind AND s.timing <> 'never'
    WHERE n.seen_at IS NULL
      AND a.valid_from <= %(today)s::date AND (a.valid_to IS NULL OR a.valid_to >= %(today)s::date)
      AND c.valid_from <= %(today)s::date AND (c.valid_to IS NULL OR c.valid_to >= %(today)s::date)"""
QUEUE = f"""
WITH new AS (
    SELECT id FROM workflows_notice WHERE mailed_at IS NULL ORDER BY created_at LIMIT %(batch)s
    FOR UPDATE SKIP LOCKED),
n AS (UPDATE workflows_notice t SET mailed_at = %(now)s FROM new WHERE t.id = new.id RETURNING t.*),
queued AS (
    INSERT INTO workflows_mail (user_id, is_daily, due_at, created_at, tries)
    SELECT DISTINCT u.id, s.timing = 'daily',
           CASE WHEN s.timing = 'daily' THEN %(daily)s ELSE %(now)s END::timestamptz, %(now)s::timestamptz, 0
    FROM n {WANTED_BY}
    ON CONFLICT DO NOTHING)
SELECT FROM n
"""  # noqa: S608  conditions of our own
TAKE = """
UPDATE workflows_mail m SET taken_at = %(now)s, tries = m.tries + 1
WHERE m.id IN (
    SELECT id FROM workflows_mail
    WHERE sent_at IS NULL AND dropped_at IS NULL AND due_at <= %(now)s AND tries < %(tries)s
      AND (taken_at IS NULL OR taken_at <= %(again)s)
    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING m.id, m.user_id
"""
# Where to, if there still is something unseen that the person wants mail about, and the person is still there.
ADDRESS = f"""
SELECT u.email FROM workflows_notice n {WANTED_BY}
    AND n.mailed_at IS NOT NULL AND u.id = %(user)s LIMIT 1
"""  # noqa: S608  conditions of our own
DONE = "UPDATE workflows_mail SET {column} = %(now)s WHERE id = %(mail)s"


def queue_mails(now: datetime) -> int:
    """Looks through what was newly told, once each; answers with how many notices that was."""
    values: dict[str, Any] = {"now": now, "daily": next_daily(now), "batch": BATCH} | _who(now)
    total = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(QUEUE, values)
            done = cursor.rowcount
        total += done
        if not done:
            return total


def send_mails(now: datetime) -> int:
    """Sends what is due, one by one; answers with how many went out."""
    sent = 0
    while (taken := _take(now)) is not None:
        mail, user = taken
        address = _address(user, now)
        if address is None:
            _mark("dropped_at", mail, now)
        elif _send(address):
            _mark("sent_at", mail, now)
            sent += 1
    return sent


def next_daily(now: datetime) -> datetime:
    """The next time at which what is mailed once a day goes out."""
    local = timezone.localtime(now)
    day = local.date() if local.time() < DAILY_AT else local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, DAILY_AT))


def _who(now: datetime) -> dict[str, Any]:
    return {"today": timezone.localdate(now), "roles": ROLES}


def _take(now: datetime) -> tuple[int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"now": now, "again": now - AGAIN_AFTER, "tries": TRIES})
        return cursor.fetchone()


def _address(user: int, now: datetime) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(ADDRESS, {"user": user} | _who(now))
        row = cursor.fetchone()
    return row[0] if row else None


def _mark(column: str, mail: int, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DONE.format(column=column), {"now": now, "mail": mail})


def _send(address: str) -> bool:
    """The same words to everybody. Of what fails the log gets the kind alone: the answer may hold the address."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _("There is something to see for you in Samplan.")
    body = f"{text}\n\n{settings.SITE_URL}{reverse('inbox')}\n"
    try:
        return bool(EmailMessage(subject="Samplan", body=body, to=[address]).send())
    except (SMTPException, OSError) as error:
        logger.warning("Mail: one could not be sent (%s)", type(error).__name__)
        return False
