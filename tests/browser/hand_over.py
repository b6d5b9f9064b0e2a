"""What players do in every story of a hand-over: write and send, take it, meet the family, feed back, read."""

from django.utils.translation import gettext as _

from accounts.models import CareUnit
from cases.models import Case, Referral, Sending
from tests.browser.conftest import Player
from workflows.models.step import Step


def begin(sender: Player, *, kind: Case.Kind = Case.Kind.REFERRAL, **words: object) -> None:
    """From the inbox to the page where it is told; `words` are the fields of the first page."""
    sender.go("/")
    sender.follow(sender.page.get_by_role("link", name=_("Refer somebody on")))
    sender.fill(kind=[kind.value], **words)
    sender.send()


def choose(sender: Player, to: CareUnit) -> None:
    """To whom, on the consent of everybody who is asked."""
    sender.page.locator("[name=receiver]").select_option(label=to.name)
    sender.page.locator("[name=ground][value=consent_12_2]").check()
    sender.page.locator("[name=consented]").first.wait_for()
    for box in sender.page.locator("[name=consented]").all():
        box.check()
    sender.look()


def take(receiver: Player) -> None:
    """What came to the unit and nobody has yet."""
    receiver.go("/?tab=unit")
    with receiver.page.expect_response("**/take/"):
        receiver.page.get_by_role("button", name=_("Take")).first.click()


def take_over(receiver: Player, *, seen: tuple[str, ...], not_seen: tuple[str, ...], words: str) -> None:
    """Reads what was told, and answers for the family from now on."""
    take(receiver)
    receiver.open_task(Step.ANSWER_REFERRAL)
    receiver.reads(*seen)
    receiver.does_not_read(*not_seen)
    receiver.fill(answer=[Sending.Answer.ACCEPTED.value], text=words)
    receiver.send()
    receiver.reads(_("Your unit answers for the family."))


def meet_and_feed_back(receiver: Player, *, words: str) -> None:
    receiver.open_task(Step.CONTACT_FAMILY)
    receiver.fill(contact=[Referral.Contact.MET.value])
    receiver.send()
    receiver.open_task(Step.GIVE_FEEDBACK)
    receiver.fill(result=[Referral.Result.GOES_ON.value], text=words)
    receiver.send()


def read_to_the_end(sender: Player, *words: str) -> None:
    """The feedback is read, and the referral ends."""
    sender.open_task(Step.READ_FEEDBACK)
    sender.reads(*words, str(Referral.Result.GOES_ON.label))
    sender.send()
    sender.reads(str(Referral.State.CLOSED.label))
