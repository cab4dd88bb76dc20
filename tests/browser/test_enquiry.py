"""From a company's page to its answer and back, without script, by mail alone."""

from __future__ import annotations

import email
import re
import secrets
from email import policy
from email.message import EmailMessage
from urllib.parse import urlsplit

from tests.browser.conftest import Opener
from tests.browser.site import Site
from tests.browser.steps import press

COMPANY = "celasoma"


def newest_link(site: Site, receiver: str) -> str:
    """Return the path of the first link in the newest message that went to an address."""
    site.manage("send_mail", "--once")
    found: list[EmailMessage] = []
    for path in sorted((site.folder / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns):
        for part in path.read_bytes().split(b"-" * 79):
            message = email.message_from_bytes(part.strip(), policy=policy.default)
            if receiver in str(message["To"]):
                found.append(message)
    body = found[-1].get_body(("plain",))
    assert body is not None
    link = re.search(r"https?://\S+/enquiries/\S+", body.get_content())
    assert link is not None
    return urlsplit(link.group()).path


def test_enquiry_is_confirmed_delivered_and_answered(opened: Opener, site: Site) -> None:
    sender = f"eva-{secrets.token_hex(4)}@buyer.example"
    page = opened(f"/en/organisations/{COMPANY}/", width=390, java_script_enabled=False)
    press(page.get_by_role("link", name="Send an enquiry"))
    page.get_by_label("Your name").fill("Eva Buyer")
    page.get_by_label("Your organisation").fill("Buyer Oy")
    page.get_by_label("Your country").select_option("fi")
    page.get_by_label("Your e-mail address").fill(sender)
    page.get_by_label("Subject").fill("A pilot in Tampere")
    page.get_by_label("Message", exact=True).fill("We look for a partner.")
    page.get_by_role("checkbox").check()
    page.wait_for_timeout(3100)  # quicker than that, programs write
    press(page.get_by_role("button", name="Send the enquiry"))
    page.wait_for_url("**/enquiries/sent/")

    page.goto(newest_link(site, sender))
    press(page.get_by_role("button", name="Yes, send my enquiry"))
    page.wait_for_url("**/enquiries/delivered/")

    company = opened(newest_link(site, "info@celasoma.example"), java_script_enabled=False)
    assert sender not in company.content()
    company.get_by_label("Your answer").fill("Gladly, in May.")
    press(company.get_by_role("button", name="Send the answer"))
    company.get_by_text("Your message was sent.").wait_for()

    page.goto(newest_link(site, sender))
    page.get_by_text("Gladly, in May.").wait_for()
    assert "info@celasoma.example" not in page.content()
