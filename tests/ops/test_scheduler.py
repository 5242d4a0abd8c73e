"""The scheduler of compose.yaml, with a python that only notes how it was called."""

import contextlib
import datetime
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once


@pytest.fixture
def start(tmp_path):
    """Starts deploy/scheduler with a night in so many seconds; gives the process and the file of its calls."""
    running = []

    def started(seconds):
        shutil.copytree(settings.BASE_DIR / "deploy", tmp_path / "deploy")
        hour = datetime.datetime.now() + datetime.timedelta(seconds=seconds)
        timer = tmp_path / "deploy" / "portail-nuit.timer"
        lines = timer.read_text().splitlines()
        timer.write_text("\n".join(f"OnCalendar=*-*-* {hour:%T}" if "OnCalendar" in line else line for line in lines))
        python = tmp_path / "python"
        python.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/calls\nexit 1\n')
        python.chmod(0o755)
        path = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        process = subprocess.Popen([tmp_path / "deploy" / "scheduler"], env=os.environ | path, start_new_session=True)
        running.append(process)
        return process, tmp_path / "calls"

    yield started
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def calls_of(file, expected):
    for _ in range(100):
        if file.exists() and file.read_text().count("\n") >= expected:
            break
        time.sleep(0.1)
    return file.read_text().splitlines()


def test_the_night_runs_at_its_hour_and_a_failure_does_not_stop_the_scheduler(start):
    process, calls = start(seconds=3)
    assert calls_of(calls, 2) == ["manage.py nightly --late", "manage.py nightly"]
    time.sleep(0.5)
    assert process.poll() is None


def test_an_order_to_stop_is_heard_while_it_waits_and_leaves_nothing_behind(start):
    process, calls = start(seconds=3600)
    calls_of(calls, 1)
    soon(lambda: [child for child in children(process.pid) if b"sleep" in command_of(child)])
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=3) == 0
    soon(lambda: not group(process.pid))


def children(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def group(number):
    """Who still lives of this process group."""
    living = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = file.read_text().rpartition(")")[2].split()[:3]
            living += [file] if int(its_group) == number and state != "Z" else []
    return living


def soon(is_so):
    deadline = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)
