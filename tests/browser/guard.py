"""What no page may do: complain in the console, ask another host, or fetch what is not there."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page, Request, Response

NO_ANSWER = ("Failed to load resource", "htmx:afterRequest", "htmx:sendError", "htmx:sendAbort")


class Guard:
    """Watches a page and keeps every complaint; `expected` are statuses that a test asks for."""

    def __init__(self, page: Page, origin: str) -> None:
        self.origin = origin
        self.complaints: list[str] = []
        self.expected: set[int] = {200, 204, 206, 301, 302, 303, 304}
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A status that is not expected is reported by the response, with its address. That no answer came is no
        # fault of the page: a test cut the line, or asked for something else meanwhile.
        if message.type in {"error", "warning"} and not message.text.startswith(NO_ANSWER):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.complaints.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")
