"""A result is fetched while its link is pressed, where the browser knows how."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.conftest import Opener
from tests.browser.steps import until


def test_rules_are_taken_and_a_pressed_link_is_fetched(opened: Opener) -> None:
    page = opened()
    session = page.context.new_cdp_session(page)
    rules: list[Any] = []
    fetched: list[Any] = []
    session.on("Preload.ruleSetUpdated", lambda event: rules.append(event["ruleSet"]))
    session.on("Preload.prefetchStatusUpdated", lambda event: fetched.append(event))
    session.send("Preload.enable")
    page.goto("/en/search/?type=solution")
    until(lambda: rules, lambda: page.wait_for_timeout(100))
    page.wait_for_timeout(500)
    assert [rule.get("errorMessage") for rule in rules] == [None]
    assert "prefetch" in json.loads(rules[0]["sourceText"])
    assert fetched == []

    link = page.locator(".hit__title a").first
    link.scroll_into_view_if_needed()
    link.hover()
    page.mouse.down()
    until(lambda: fetched, lambda: page.wait_for_timeout(100))
    target = page.evaluate("document.querySelector('.hit__title a').href")
    assert {event["prefetchUrl"] for event in fetched} == {target}
    page.mouse.up()
    page.wait_for_url(target)
