"""This will prepare the site's data and serve it, all its processes under one supervisor.

Called by `script/serve` inside the project's environment; standard library only, so that it stays
small beside the processes it looks after.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "script" / "lib"))

from preparation import DEFAULT_SETTINGS, Record, data_dir, is_production  # noqa: E402
from processes import Child, Supervisor  # noqa: E402
from progress import say  # noqa: E402

HOST = "127.0.0.1"
READY_SECONDS = 60
# A web process that has died so often before its first answer will not come up by itself.
HOPELESS_DEATHS = 4


class CannotServeError(Exception):
    """The site cannot be served now; the message says why and what to do."""


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="script/serve", description="Serve the directory.")
    parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (8000)")
    parser.add_argument("--empty", action="store_true", help="load the vocabularies only, no demo")
    options = parser.parse_args(arguments)
    if not 0 < options.port < 65536:
        parser.error("--port must be between 1 and 65535")
    return options


def check_port(port: int) -> None:
    """Raise CannotServeError where the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            reason = "is in use" if error.errno == errno.EADDRINUSE else "needs root"
            other = port + 1 if port >= 1024 else 8000
            message = f"Port {port} {reason}. Choose another: script/serve --port {other}"
            raise CannotServeError(message) from error


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold this data folder's lock; raise CannotServeError where another supervisor has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "serve.lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = (
                f"{folder} is already being served. Stop that script/serve first, "
                "or set DATA_DIR to another folder."
            )
            raise CannotServeError(message) from error
        yield


def prepare(folder: Path, *, empty: bool) -> None:
    """Run the preparation where something is out of date; raise CannotServeError when it fails."""
    stale = Record(folder).stale(empty=empty)
    if not stale and not is_production():
        return
    say(f"Preparing {folder}")
    command = [sys.executable, str(ROOT / "script" / "lib" / "preparation.py")]
    if empty:
        command.append("--empty")
    try:
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        code = -signal.SIGINT
    if code:
        message = "The preparation did not finish (see above). Run script/serve again to go on."
        raise CannotServeError(message)


def children(port: int) -> list[Child]:
    """Return the processes that make up the site."""
    python = sys.executable
    workers = os.environ.get("WEB_WORKERS", "1")
    web = [python, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    web += ["--workers", workers, "--respawn-failed-workers", "--no-ws", "--log-level", "warning"]
    web += ["--blocking-threads", "4"]
    manage = [python, "manage.py"]
    return [
        Child("web", [*web, "directory.wsgi:application"]),
        Child("indexer", [*manage, "run_indexer"]),
        Child("worker", [*manage, "db_worker", "--queue-name", "*", "--no-startup-delay"]),
        Child("mail", [*manage, "send_mail"]),
        Child("schedule", [python, "script/lib/schedule.py"]),
    ]


def answers(url: str) -> bool:
    """Tell whether the site says that it is ready."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_until_ready(supervisor: Supervisor, url: str) -> None:
    """Wait for the site's first good answer; raise CannotServeError when the web process keeps dying."""
    until = time.monotonic() + READY_SECONDS
    while not supervisor.stopping and time.monotonic() < until:
        if answers(f"{url}readyz"):
            supervisor.release()
            return
        if supervisor.children[0].deaths >= HOPELESS_DEATHS:
            raise CannotServeError("The web process does not start; its reason stands above.")
        supervisor.watch(0.1)
    supervisor.release()
    if not supervisor.stopping:
        say(f"Not everything is ready yet; {url}readyz says what is missing.")


def show_address(folder: Path, url: str) -> None:
    """Print where the site is, and who may sign in as staff, as a buyer and as a company."""
    print(f"\n  Site   {url}\n  Admin  {url}admin/\n  Mail   {url}en/mail/")
    login = folder / "staff-login.txt"
    if login.exists():
        print(f"  Staff  {' '.join(login.read_text(encoding='utf-8').split())}")
    else:
        print("  Staff  none yet: .venv/bin/python manage.py createsuperuser")
    for who in ("buyer", "company"):
        login = folder / f"{who}-login.txt"
        if login.exists():
            print(f"  {who.capitalize():6} {' '.join(login.read_text(encoding='utf-8').split())}")
    print("\nCtrl-C ends it.\n", flush=True)


def serve(options: argparse.Namespace) -> None:
    """Prepare, start everything, say where it is, and look after it until told to stop."""
    folder = data_dir()
    url = f"http://{HOST}:{options.port}/"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS)
    os.environ.setdefault("SITE_URL", url.rstrip("/"))
    check_port(options.port)
    with only_one(folder):
        prepare(folder, empty=options.empty)
        # Where production collects its static files; elsewhere empty, but looked for.
        (folder / "static").mkdir(exist_ok=True)
        supervisor = Supervisor(ROOT, children(options.port))
        say(f"Starting {', '.join(child.name for child in supervisor.children)} …")
        try:
            supervisor.start()
            wait_until_ready(supervisor, url)
            if not supervisor.stopping:
                say("Ready")
                show_address(folder, url)
            while not supervisor.stopping:
                supervisor.watch(60)
        finally:
            supervisor.end()
        say("Ended")


def main() -> int:
    """Serve the site and return the exit status."""
    options = parse(sys.argv[1:])
    try:
        serve(options)
    except CannotServeError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
