"""./run serves the pages and a worker beside them: whichever is killed, nothing stays behind."""

import os
import signal
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

import pytest

from tests.architecture.source import ROOT
from tests.mail_server import free_port

PATIENCE = 60.0
pytestmark = pytest.mark.timeout(3 * PATIENCE)  # it takes ten seconds, and more where others want the processor


def children_of(parent: int) -> dict[int, str]:
    """The processes that this one started: number to command."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            above = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if above == parent:
            found[int(place.name)] = command
    return found


def one(parent: int, word: str) -> int | None:
    return next((number for number, command in children_of(parent).items() if word in command), None)


def the(parent: int, word: str) -> int:
    found = one(parent, word)
    assert found is not None
    return found


def wait_for(what, seconds: float = PATIENCE):
    until = monotonic() + seconds
    while not (found := what()):
        assert monotonic() < until, "it took too long"
        sleep(0.1)
    return found


def is_gone(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.fixture
def product(tmp_path) -> Iterator[subprocess.Popen[bytes]]:
    """./run --empty on a port of its own, once pages and worker are there."""
    if not Path("/proc/self/stat").exists() or not Path(ROOT, ".venv").is_dir():
        pytest.skip("./run is tested on Linux, in the project's own environment")
    port = free_port()
    settings = {"RUNG_INSTANCE": str(tmp_path), "RUNG_PORT": str(port), "RUNG_WORKERS": "1"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RUNG_", "DATABASE_URL"))}
    process = subprocess.Popen(["./run", "--empty"], cwd=ROOT, env=kept | settings, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: one(process.pid, "jobs work"))
        wait_for(lambda: answers(port))
        yield process
    finally:
        left = list(children_of(process.pid))
        process.terminate()
        process.wait()
        for number in left:
            wait_for(partial(is_gone, number))


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_told_to_end_it_ends_the_pages_and_the_worker(product):
    processes = [the(product.pid, "gunicorn"), the(product.pid, "jobs work")]

    product.terminate()
    code = product.wait(PATIENCE)

    assert code == 0
    for number in processes:
        wait_for(partial(is_gone, number))


@pytest.mark.long
def test_when_the_pages_are_killed_the_worker_ends_and_run_too(product):
    worker = the(product.pid, "jobs work")
    os.kill(the(product.pid, "gunicorn"), signal.SIGKILL)

    code = product.wait(PATIENCE)

    assert code != 0
    assert is_gone(worker)


@pytest.mark.long
def test_a_worker_that_is_killed_comes_back(product):
    worker = the(product.pid, "jobs work")

    os.kill(worker, signal.SIGKILL)

    assert wait_for(lambda: one(product.pid, "jobs work") not in {None, worker})


@pytest.mark.long
def test_when_run_itself_is_killed_the_pages_and_the_worker_end(product):
    processes = [the(product.pid, "gunicorn"), the(product.pid, "jobs work")]

    product.kill()
    product.wait()

    for number in processes:
        wait_for(partial(is_gone, number))
