"""The supervisor restarts what dies, ends all together, and leaves nothing behind when it is killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import preparation
import pytest
import schedule
from processes import Child, Supervisor

ROOT = Path(__file__).resolve().parents[2]
SLEEP = [sys.executable, "-c", "import time; time.sleep(1800)"]


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until the condition holds; fail after far more time than any machine needs."""
    until = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Tell whether a process runs: one that ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    before = {
        number: signal.getsignal(number)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    supervisor = Supervisor(tmp_path, [Child("one", SLEEP), Child("two", SLEEP)])
    supervisor.start()
    supervisor.release(apart=0)
    supervisor.watch(0.1)
    yield supervisor
    supervisor.end()
    for number, handler in before.items():
        signal.signal(number, handler)


def pids(supervisor: Supervisor) -> list[int]:
    return [child.process.pid for child in supervisor.children if child.process]


def test_dead_process_is_started_again_after_a_growing_pause(supervisor: Supervisor) -> None:
    child = supervisor.children[0]
    for deaths in (1, 2):
        child.pause = 0.05 * deaths
        first = pids(supervisor)[0]
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: supervisor.watch(0.1) or child.process is None)
        assert child.deaths == deaths
        wait_for(lambda: supervisor.watch(0.1) or child.process)
        assert pids(supervisor)[0] != first
        assert child.pause == pytest.approx(0.1 * deaths)
    assert len(pids(supervisor)) == 2


def test_others_wait_for_the_first(tmp_path: Path) -> None:
    one = Supervisor(tmp_path, [Child("one", SLEEP), Child("two", SLEEP)])
    try:
        one.start()
        one.watch(0.1)
        assert len(pids(one)) == 1
        one.release(apart=0)
        one.watch(0.1)
        assert len(pids(one)) == 2
    finally:
        one.end()


def test_others_start_one_after_the_other(tmp_path: Path) -> None:
    three = Supervisor(tmp_path, [Child(name, SLEEP) for name in ("one", "two", "three")])
    try:
        three.start()
        released = time.monotonic()
        three.release(apart=0.4)
        wait_for(lambda: three.watch(0.1) or len(pids(three)) == 3)
        # Counted from the release: a busy machine may start the second late, and the third in time.
        _, second, third = (child.started for child in three.children)
        assert second - released >= 0.4
        assert third - released >= 0.8
    finally:
        three.end()


def test_all_end_together(supervisor: Supervisor) -> None:
    running = pids(supervisor)
    os.kill(os.getpid(), signal.SIGTERM)
    supervisor.watch(300)
    assert supervisor.stopping
    supervisor.end()
    assert not any(is_alive(pid) for pid in running)


def test_killed_supervisor_leaves_nothing_behind(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from processes import Child, Supervisor\n"
        "sleep = [sys.executable, '-c', 'import time; time.sleep(1800)']\n"
        "both = Supervisor(Path('.'), [Child('one', sleep), Child('two', sleep)])\n"
        "both.start()\n"
        "both.release(apart=0)\n"
        "while not all(child.process for child in both.children): both.watch(0.1)\n"
        "print(*(child.process.pid for child in both.children), flush=True)\n"
        "both.watch(1800)\n"
    )
    command = [sys.executable, "-c", program, str(ROOT / "script" / "lib")]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        running = [int(pid) for pid in process.stdout.readline().split()]
        assert len(running) == 2
        process.kill()
    wait_for(lambda: not any(is_alive(pid) for pid in running))


def serve(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "script" / "supervisor.py"), *arguments]
    environment = os.environ | {"DATA_DIR": str(folder)}
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )


def test_busy_port_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = serve("--port", str(port), folder=tmp_path / "var")
    assert answer.returncode == 1
    assert f"Port {port} is in use. Choose another: script/serve --port" in answer.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    answer = serve("--port", port, folder=tmp_path)
    assert answer.returncode == 2
    assert "--port" in answer.stderr


def test_data_folder_is_served_once(tmp_path: Path) -> None:
    import fcntl

    with (tmp_path / "serve.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        answer = serve("--port", str(port), folder=tmp_path)
    assert answer.returncode == 1
    assert "is already being served" in answer.stderr


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> preparation.Record:
    """Return the record of a data folder in which everything is done."""
    for name in ("DATABASE_URL", "SEARCH_ENGINE", "DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "db.sqlite3").touch()
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "current").touch()
    record = preparation.Record(tmp_path)
    for name in preparation.SOURCES:
        record.finish(name)
    return record


def test_second_start_has_nothing_to_prepare(record: preparation.Record) -> None:
    assert record.stale(empty=False) == []


def test_changed_source_makes_its_step_stale(record: preparation.Record) -> None:
    found = json.loads(record.path.read_text())
    record.path.write_text(json.dumps(found | {"tables": "of another version"}))
    assert record.stale(empty=False) == ["tables"]


def test_missing_index_is_built_again(record: preparation.Record) -> None:
    (record.folder / "search" / "current").unlink()
    assert record.stale(empty=False) == ["index"]


@pytest.mark.parametrize("content", ["", "[]", "{", "null"])
def test_unreadable_record_means_nothing_is_done(record: preparation.Record, content: str) -> None:
    record.path.write_text(content)
    assert record.stale(empty=False) == list(preparation.SOURCES)


def test_lost_database_means_nothing_is_done(record: preparation.Record) -> None:
    (record.folder / "db.sqlite3").unlink()
    assert record.stale(empty=False) == list(preparation.SOURCES)


def test_empty_site_gets_no_samples(record: preparation.Record) -> None:
    with contextlib.suppress(FileNotFoundError):
        record.path.unlink()
    assert "samples" not in record.stale(empty=True)
    assert "samples" in record.stale(empty=False)


def test_scheduled_jobs_exist_and_come_back() -> None:
    from django.core.management import get_commands

    assert set(schedule.JOBS) <= set(get_commands())
    assert schedule.due({}, 0.0) == list(schedule.JOBS)
    assert schedule.due(dict.fromkeys(schedule.JOBS, 0.0), 61.0) == ["publish_scheduled"]


@pytest.mark.django_db
def test_failed_job_does_not_end_the_schedule(caplog: pytest.LogCaptureFixture) -> None:
    schedule.run("no_such_job")
    assert "no_such_job failed" in caplog.text
