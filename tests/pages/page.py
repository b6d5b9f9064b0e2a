"""What is known of a page: who opens it, who does not, and what its address is filled with."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """`methods` it answers to; who may open it, and who of the case may not, with the answer to that one.

    `names`: the keys in its address, and which row of tests/page_rows.py stands for each. `data`: what is sent where it
    answers to POST alone.
    """

    methods: str = "GET"
    by: str = "worker"
    without: tuple[str, int] | None = ("manager", 403)
    names: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return "POST" if self.methods == "POST" or self.data else "GET"

    @property
    def is_about_somebody(self) -> bool:
        return bool(self.names) and not self.is_administration and not self.is_about_agreement

    @property
    def is_about_agreement(self) -> bool:
        """Also what is arranged by its parties."""
        return bool({"agreement", "group", "training_day", "activity"} & set(self.names.values()))

    @property
    def is_administration(self) -> bool:
        return self.by == "administrator" and not self.is_about_agreement


CASE = {"pk": "case"}
# A colleague who is not named is asked for the need; to everybody who is named the page is open.
UNNAMED = ("colleague", 302)
