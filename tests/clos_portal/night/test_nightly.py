"""The work of the night: all of it, once, each job alone in its failure, and a trace of each."""

import datetime
import io
import threading

import pytest
import time_machine
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command, load_command_class
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from clos_portal.models import JobRun
from clos_portal.night import nightly
from clos_portal.night.exclusive import exclusively
from tests.accounts.make import enter, make_role, make_user

pytestmark = pytest.mark.django_db(transaction=True)  # a night gives back its connection between two jobs
JOBS = {"first": "Le premier", "second": "Le second", "third": "Le troisième"}


@pytest.fixture
def done(monkeypatch):
    """Three made-up jobs; the names of those that were called, in order."""
    called = []

    def call(job, stdout, **options):
        called.append(job)
        stdout.write(f"{job} est fait.")

    monkeypatch.setattr(nightly, "JOBS", JOBS)
    monkeypatch.setattr(nightly, "call_command", call)
    return called


def run(*arguments):
    said = io.StringIO()
    call_command("nightly", *arguments, stdout=said)
    return said.getvalue()


def test_every_job_runs_in_order_and_leaves_a_trace(done):
    said = run()
    assert done == list(JOBS) and "Le second : second est fait." in said.replace("\u00a0", " ")
    runs = JobRun.objects.order_by("pk")
    assert [run.job for run in runs] == ["nightly", *JOBS] and all(run.is_done and run.ended_at for run in runs)
    assert runs[1].words == "first est fait."


@pytest.mark.parametrize(
    "error", [CommandError("Le disque est plein."), DatabaseError("DETAIL: (a@b.example)"), OSError()]
)
def test_a_job_that_fails_stops_no_other(done, monkeypatch, error):
    succeed = nightly.call_command

    def call(job, stdout, **options):
        succeed(job, stdout)
        if job == "second":
            raise error

    monkeypatch.setattr(nightly, "call_command", call)
    with pytest.raises(CommandError, match="n’a pas réussi"):
        run()
    assert done == list(JOBS)
    assert list(JobRun.objects.filter(is_done=False).order_by("job").values_list("job", flat=True)) == [
        "nightly",
        "second",
    ]
    words = JobRun.objects.get(job="second").words
    assert ("Le disque est plein." if isinstance(error, CommandError) else type(error).__name__) in words
    assert "a@b.example" not in words


def test_a_second_host_a_little_later_does_nothing_and_somebody_may_insist(done):
    run()
    assert "déjà faite" in run() and len(done) == 3
    run("--again")
    assert len(done) == 6


def test_the_next_night_is_another(done):
    run()
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=23)):
        run()
    assert len(done) == 6


def test_a_dry_run_tells_all_and_changes_nothing():
    said = run("--dry-run")
    assert all(label in said for label in nightly.JOBS.values()) and "PAS FAIT" not in said
    assert not JobRun.objects.exists()


def test_every_job_is_a_command_that_can_be_tried_without_effect():
    for job in nightly.JOBS:
        application = next(
            app for app in settings.ROOMS if (settings.BASE_DIR / app / f"management/commands/{job}.py").exists()
        )
        parser = load_command_class(application, job).create_parser("manage.py", job)
        assert "--dry-run" in parser.format_help(), job


def test_the_backup_comes_after_what_must_be_in_no_archive():
    order = list(nightly.JOBS)
    assert order.index("unlink_answers") < order.index("erase_expired") < order.index("backup")


def test_old_traces_leave(done):
    with time_machine.travel(timezone.now() - datetime.timedelta(days=100)):
        run()
    run()
    assert JobRun.objects.count() == 4


@pytest.mark.two_writers
def test_while_one_host_works_another_does_not_begin(done):
    held, may_end = threading.Event(), threading.Event()

    def other_host():
        with exclusively(JobRun.NIGHT):
            held.set()
            may_end.wait(20)
        connection.close()

    thread = threading.Thread(target=other_host)
    thread.start()
    held.wait(20)
    assert "déjà en cours" in run() and not done
    may_end.set()
    thread.join()
    run()
    assert len(done) == 3


def test_the_hour_stands_in_one_place_that_both_recipes_read():
    timer = (settings.BASE_DIR / "deploy" / "portail-nuit.timer").read_text()
    assert "OnCalendar=" in timer and "Persistent=true" in timer
    scheduler = (settings.BASE_DIR / "deploy" / "scheduler").read_text()
    assert "portail-nuit.timer" in scheduler
    service = yaml.safe_load((settings.BASE_DIR / "compose.yaml").read_text())["services"]["scheduler"]
    assert "deploy/scheduler" in service["command"] and service["restart"] == "always"
    assert (
        "manage.py nightly" in scheduler
        and "manage.py nightly" in (settings.BASE_DIR / "deploy" / "portail-nuit.service").read_text()
    )


def test_what_the_nights_did_is_read_by_who_may_and_written_by_nobody(technician_client, client, done):
    run()
    page = technician_client.get(reverse("admin:clos_portal_jobrun_changelist")).content.decode()
    assert "Toute la nuit" in page and "first est fait." in page
    row = JobRun.objects.first()
    assert technician_client.post(reverse("admin:clos_portal_jobrun_delete", args=[row.pk])).status_code == 403
    assert technician_client.post(reverse("admin:clos_portal_jobrun_change", args=[row.pk]), {}).status_code == 403
    reader = make_user()
    reader.groups.set([make_role("plume", "change_page")])
    enter(client, reader)
    assert client.get(reverse("admin:clos_portal_jobrun_changelist")).status_code == 403


def test_a_night_asked_for_only_when_late_leaves_a_fresh_one_alone(done):
    run()
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=20)):
        assert "déjà faite" in run("--late") and len(done) == 3
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        run("--late")
    assert len(done) == 6
