"""A content row as plain JSON: what is frozen when it is told, and what every page of the plan is drawn from."""

from typing import Any

from cases.models import Attachment, Goal, Intervention, Need, ReferralAnswer, ReferralSection, SectionKind, Statement
from cases.models.base import Content

KIND_OF: dict[type[Content], SectionKind] = {
    Need: SectionKind.NEED,
    Goal: SectionKind.GOAL,
    Intervention: SectionKind.INTERVENTION,
    Statement: SectionKind.STATEMENT,
    ReferralSection: SectionKind.REFERRAL,
    ReferralAnswer: SectionKind.ANSWER,
    Attachment: SectionKind.ATTACHMENT,
}


def freeze(row: Content) -> dict[str, Any]:
    """The row's words with the names and labels they have today; keys as text, days as åååå-mm-dd or None.

    Raises KeyError for content that is never told.
    """
    # By the owner's key of the person, also in the copies of the others: two parents have the same relation.
    about = row.about.disclosed_from_id or row.about_id
    common = {
        "about": row.about.relation,
        "about_id": str(about),
        "unit": row.owner_unit.name,
        "written_by": row.written_by.full_name,
    }
    return common | FIELDS_OF[type(row)](row)


def _need(row: Need) -> dict[str, Any]:
    return {"text": row.text}


def _goal(row: Goal) -> dict[str, Any]:
    return {
        "text": row.text,
        "own_words": row.own_words,
        "own_words_by": row.own_words_by,
        "position": row.position,
    }


def _intervention(row: Intervention) -> dict[str, Any]:
    return {
        "text": row.text,
        "goal": str(row.goal) if row.goal else None,
        "doer": row.doer,
        "principal": row.principal.name if row.principal else "",
        "doing_unit_id": row.unit_id,
        "doing_unit": row.unit.name if row.unit else "",
        "person": row.user.full_name if row.user else "",
        "who_else": row.who_else,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "evaluated_by": row.evaluated_by,
        "is_dropped": row.is_dropped,
    }


def _statement(row: Statement) -> dict[str, Any]:
    return {"field": row.field_id, "text": row.text, "said_by": row.said_by}


def _referral_section(row: ReferralSection) -> dict[str, Any]:
    told: dict[str, Any] = {"heading": row.heading, "text": row.text}
    return told | {"schedule": row.schedule} if row.schedule else told


def _referral_answer(row: ReferralAnswer) -> dict[str, Any]:
    return {"kind": row.kind, "text": row.text}


def _attachment(row: Attachment) -> dict[str, Any]:
    return {
        "title": row.title,
        "media_type": row.media_type,
        "size": row.size,
        "sha256": row.sha256,
        "scan": row.scan,
        "stored": str(row.stored),
        "place": row.place,
        "meeting": str(row.meeting_id) if row.meeting_id else None,
    }


FIELDS_OF: dict[type[Content], Any] = {
    Need: _need,
    Goal: _goal,
    Intervention: _intervention,
    Statement: _statement,
    ReferralSection: _referral_section,
    ReferralAnswer: _referral_answer,
    Attachment: _attachment,
}
