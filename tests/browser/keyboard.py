"""Somebody who has no mouse: every act is a key, and keys are counted."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

MOST_STOPS = 150
FOCUS_MATCHES = "selector => document.activeElement?.matches(selector) ?? false"


@dataclass
class Keyboard:
    """`presses`: keys that move, choose, tick and save; `typed`: what is written, by letter and digit."""

    page: Page
    presses: int = 0
    typed: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1

    def reach(self, selector: str) -> None:
        """Tab until the focus is on what `selector` names."""
        for _stop in range(MOST_STOPS):
            if self.page.evaluate(FOCUS_MATCHES, selector):
                return
            self.press("Tab")
        pytest.fail(f"{selector} is not reached by {MOST_STOPS} tabs")

    def write(self, words: object) -> None:
        """Into the field in focus, in place of what stood there."""
        if self.page.evaluate("document.activeElement.value && getSelection().toString() === ''"):
            self.press("Control+a")
        self.page.keyboard.type(str(words))
        self.typed += len(str(words))

    def fill(self, **values: object) -> None:
        for name, value in values.items():
            self.reach(f"main [name='{name}']")
            self.write(value)

    def choose(self, name: str, value: str) -> None:
        """A radio of the group `name`, or an option of the list of that name, by its value."""
        self.reach(f"main [name={name}]")
        if self.page.evaluate("document.activeElement.matches('input[type=radio]:not(:checked)')"):
            self.press("Space")
        for _option in range(40):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        pytest.fail(f"{name} has no {value}")

    def tick(self, selector: str) -> None:
        self.reach(selector)
        if not self.page.evaluate("document.activeElement.checked"):
            self.press("Space")

    def go_to(self, selector: str) -> None:
        """Along a link, or by a button: with the page that comes."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.press("Enter")

    def save(self) -> None:
        with self.page.expect_navigation():
            self.press("Control+Enter")
