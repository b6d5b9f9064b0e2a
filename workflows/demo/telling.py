"""Tells one story: takes its case through the steps until where it stands."""

from collections.abc import Callable

from cases.models import FollowUp
from workflows.demo.after import DemoOutcome
from workflows.demo.attachments import attach_report
from workflows.demo.stories import Stop, Story

FollowedUp = FollowUp.Outcome


def tell(case: DemoOutcome) -> None:
    """From the need to the last step of the story, and what is special about it."""
    story, timeline = case.story, case.timeline
    case.see_need()
    steps: tuple[tuple[str, Callable[[DemoOutcome], None]], ...] = (
        ("consent", DemoOutcome.ask_consent),
        ("prepare", _prepare),
        ("reply", _reply_all),
        ("meet", _meet),
        ("write", DemoOutcome.write),
        ("confirm", _confirm),
        ("follow_up", _follow_up),
        ("rewrite", _rewrite),
    )
    for step, take in steps:
        if timeline.has(step):
            take(case)
    _take_half_a_step(case)
    _tell_the_rest(case, story)


def _prepare(case: DemoOutcome) -> None:
    case.call()
    case.begin_plan()


def _reply_all(case: DemoOutcome) -> None:
    for nth in range(len(case.called)):
        case.reply(nth)


def _meet(case: DemoOutcome) -> None:
    case.meet()
    case.add_own_section()
    if case.story.theme == "language" and case.story.stop == Stop.ACTIVE:
        attach_report(case)


def _confirm(case: DemoOutcome) -> None:
    declines = case.called[-1] if case.story.stop == Stop.DECLINED else None
    for nth, by in enumerate((case.lead, *case.called)):
        case.confirm(by, nth=nth, declines=by == declines)
    if declines is None and case.story.days > 7:
        case.make_progress()


def _follow_up(case: DemoOutcome) -> None:
    outcomes = {Stop.CONTINUED: FollowedUp.CONTINUE, Stop.CLOSED: FollowedUp.CLOSE}
    case.follow_up(outcomes.get(case.story.stop, FollowedUp.REVISE))


def _rewrite(case: DemoOutcome) -> None:
    case.add_after_revision()
    case.write("rewrite")
    case.confirm(case.called[0], nth=1, step="reconfirm")


def _take_half_a_step(case: DemoOutcome) -> None:
    """Some have replied or confirmed, others not yet."""
    answered = case.story.answered
    if case.story.stop == Stop.REPLY or case.timeline.latest == "prepare":
        for nth in range(answered):
            case.reply(nth)
    if case.story.stop == Stop.CONFIRM and answered:
        for nth, by in enumerate((case.lead, *case.called[:answered])):
            case.confirm(by, nth=nth)


def _tell_the_rest(case: DemoOutcome, story: Story) -> None:
    if story.special.closed_at:
        case.close_on_the_way()
    elif story.stop == Stop.WITHDRAWN:
        case.withdraw()
    if story.special.a_unit_leaves:
        case.leave(case.called[-1])
    if story.special.needs:
        case.look_in(case.staff[story.special.needs])
    if story.stop not in (Stop.CLOSED, Stop.REFUSED) and case.book.made % 2 == 0:
        case.write_working_note()
