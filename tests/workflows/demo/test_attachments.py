"""The demo has a file on a referral and one in a plan, each told to one unit, and each on disk."""

from uuid import UUID

from cases.files import read_file
from cases.models import Attachment, DisclosedSection
from tests.conftest import Acting
from workflows.demo.seed import seed
from workflows.demo.stories import Stop, all_stories


def test_seed_attaches_to_a_referral_and_to_a_plan(db: None, as_owner: Acting) -> None:
    seed(stories=[story for story in all_stories() if story.theme == "language" and story.stop == Stop.ACTIVE])

    with as_owner():
        rows = {row.place: row for row in Attachment.objects.all()}
        told = {copy.origin: copy for copy in DisclosedSection.objects.filter(kind="attachment")}
        assert set(rows) == {"referral", "plan"}
        assert {row.pk for row in rows.values()} == set(told)
    for copy in told.values():
        content = read_file(UUID(copy.content["stored"]), digest=copy.content["sha256"])
        assert len(content) == copy.content["size"]
