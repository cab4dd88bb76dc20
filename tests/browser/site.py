"""A running site for the browser: the demo catalogue in a folder of its own, served as `script/serve` does."""

from __future__ import annotations

import fcntl
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "tests.browser.settings"
#: The same three days later.
LATER = "tests.browser.later"
#: Seconds after which a server is given up that does not start, answer or end: far more than any machine needs.
LONG = 300
PASSWORD = "only-for-the-browser-tests"
EDITOR, REVIEWER = "editor@example.org", "reviewer@example.org"
#: Who keeps a sample company and a sample public body.
MEMBER, OFFICIAL = "member@example.org", "official@example.org"
TEAMS = {MEMBER: "sargvalnis", OFFICIAL: "sample-digital-services-agency"}
#: Who judges with the official, and a company that competes with the member's.
JUDGE, RIVAL = "judge@example.org", "rival@example.org"
#: Who writes a profile while others read the member's: of two who write one at once, the second is refused.
DRAFTER, LIGHT, DARK = "drafter@example.org", "light@example.org", "dark@example.org"
OTHERS = {
    JUDGE: "sample-digital-services-agency",
    RIVAL: "klaseris",
    DRAFTER: "virpotne",
    LIGHT: "kratuvis",
    DARK: "tiklmeistari",
}
#: Way of walking → who walks by it, and whose profile is changed: processes that test at once meet nobody.
WALKERS = {
    way: (f"{way}@example.org", slug)
    for way, slug in (
        ("keyboard-lv", "viedzime"),
        ("no-script-en", "ritumkarte"),
        ("phone-lv", "namplans"),
    )
}
#: Way of walking → the company from public records that somebody claims, and where its domain is said to be.
CLAIMED = {
    "keyboard-lv": ("dilatech-sia", "93.184.215.21"),
    "no-script-en": ("dosibase-sia", "93.184.215.22"),
    "phone-lv": ("digitalstream-sia", "93.184.215.23"),
}
_PEOPLE = f"""
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from directory.users.models import User
for email, group in (({EDITOR!r}, "Editors"), ({REVIEWER!r}, "Reviewers")):
    user, created = User.objects.get_or_create(email=email, defaults={{"is_staff": True}})
    user.set_password({PASSWORD!r})
    user.save()
    user.groups.add(Group.objects.get(name=group))
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={{"verified": True, "primary": True}}
    )
from directory.accounts.models import Member
from directory.catalogue.models import Organisation
for email, slug in {[*TEAMS.items(), *OTHERS.items(), *WALKERS.values()]!r}:
    user, created = User.objects.get_or_create(email=email)
    user.set_password({PASSWORD!r})
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={{"verified": True, "primary": True}}
    )
    organisation = Organisation.objects.get(slug=slug)
    Member.objects.get_or_create(
        organisation=organisation, user=user, defaults={{"role": "admin"}}
    )
"""


@dataclass(frozen=True)
class Site:
    """A site that answers at `url`, with its data in `folder`."""

    url: str
    folder: Path

    def manage(self, *arguments: str) -> None:
        """Run a command of the site."""
        run([sys.executable, "manage.py", *arguments], self.folder)

    def index(self) -> None:
        """Bring the search up to what was published, while nobody compares numbers of results."""
        with locked(self.folder / "index.lock"):
            self.manage("run_indexer", "--once")

    def do(self, code: str) -> None:
        """Run some Python inside the site, for what no page does."""
        self.manage("shell", "--no-imports", "-c", code)


@contextmanager
def locked(path: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Wait for the other processes of a test run, and keep them waiting."""
    with path.open("w") as lock:
        fcntl.flock(lock, how)
        yield


def environment(folder: Path, settings: str = SETTINGS) -> dict[str, str]:
    """Return the environment of a process of the site."""
    taken = {"DATABASE_URL", "SEARCH_ENGINE", "ELASTICSEARCH_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    kept = {name: value for name, value in os.environ.items() if name not in taken}
    return kept | {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": settings,
        # The settings are among the tests.
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "WARNING",
        # Certificates of the websites that tests serve: the site reaches no others.
        "SSL_CERT_FILE": str(folder / "outside" / "trusted.pem"),
    }


def run(command: list[str], folder: Path) -> None:
    """Run a process of the site to its end; what it says is shown where it fails."""
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


class Certified(Protocol):
    """A certificate and its key, in files."""

    path: Path
    key: Path


@contextmanager
def serving(shared: Path, certificate: Certified | None = None) -> Iterator[Site]:
    """Serve the prepared folder: the first of several test processes prepares it, the others wait.

    With a certificate it is served by HTTPS and HTTP/2. `BROWSER_DATA_DIR` names a folder that is
    kept and prepared once, for who works on these tests.
    """
    folder = Path(os.environ.get("BROWSER_DATA_DIR") or shared / "site")
    folder.mkdir(parents=True, exist_ok=True)
    people = folder / "people"
    with locked(folder / "lock"):
        run([sys.executable, "script/lib/preparation.py"], folder)
        if not people.exists() or people.read_text() != _PEOPLE:
            run([sys.executable, "manage.py", "shell", "--no-imports", "-c", _PEOPLE], folder)
            people.write_text(_PEOPLE)
    with answering(folder, certificate=certificate) as site:
        yield site


@contextmanager
def answering(
    folder: Path, *, settings: str = SETTINGS, certificate: Certified | None = None
) -> Iterator[Site]:
    """Serve a folder that is prepared."""
    with port_of_its_own() as port, (folder / f"server-{port}.log").open("w") as log:
        server = subprocess.Popen(
            _command(port, certificate),
            cwd=ROOT,
            env=environment(folder, settings),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            site = Site(f"{'https' if certificate else 'http'}://127.0.0.1:{port}", folder)
            _wait_for(site, server)
            yield site
        finally:
            _end(server)


@contextmanager
def port_of_its_own() -> Iterator[int]:
    """Keep a free port for a server: who holds it listens to nothing, and shares it with no other owner."""
    with socket.socket() as holder:
        # The server sets this too, so that it may come beside the holder.
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


def _command(port: int, certificate: Certified | None) -> list[str]:
    command = [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--no-ws", "--blocking-threads", "2", "tests.browser.outside:application"),
    ]
    if certificate:
        command += ["--ssl-certificate", str(certificate.path)]
        command += ["--ssl-keyfile", str(certificate.key)]
    return command


def _wait_for(site: Site, server: subprocess.Popen[bytes]) -> None:
    given_up = time.monotonic() + LONG
    # Its certificate, where it has one, is its own.
    trusting = ssl._create_unverified_context()
    while time.monotonic() < given_up and server.poll() is None:
        try:
            urllib.request.urlopen(f"{site.url}/readyz", timeout=LONG, context=trusting)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"the site does not answer; see {site.folder}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(LONG)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
