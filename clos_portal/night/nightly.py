"""The work of the night: every job in order, each alone in its failure, once whatever the number of hosts.

When it runs is said in deploy/, and nowhere else.
"""

import datetime
import io
import logging
from collections.abc import Callable

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import close_old_connections
from django.utils import timezone

from clos_portal.models import JobRun
from clos_portal.night.exclusive import exclusively

# The commands, first to last: what is to be forgotten leaves before the backup, so that it is in no archive.
JOBS = {
    "unlink_answers": "Mêler les réponses aux questionnaires",
    "erase_expired": "Effacer ce dont la durée est passée",
    "read_neighbours": "Lire les nouvelles des conseils voisins",
    "mail_messages": "Renvoyer les e-mails qui attendent",
    "sweep_files": "Enlever les fichiers que rien ne nomme",
    "backup": "Sauvegarder",
}
LABELS = JOBS | {JobRun.NIGHT: "Toute la nuit"}
# The clocks of several hosts differ by less; two nights are further apart.
SAME_NIGHT = datetime.timedelta(hours=6)
A_DAY = datetime.timedelta(hours=24)
LATE = datetime.timedelta(hours=36)
KEPT = datetime.timedelta(days=90)

logger = logging.getLogger(__name__)


def run_night(say: Callable[[str], None], rest: datetime.timedelta | None = SAME_NIGHT) -> bool:
    """Whether all went well. Nothing is done twice:
    neither beside another host, nor when a night ended during `rest`.
    """
    with exclusively(JobRun.NIGHT, wait=False) as is_ours:
        if not is_ours:
            say("La nuit est déjà en cours.")
            return True
        last = rest and JobRun.objects.filter(job=JobRun.NIGHT, ended_at__gt=timezone.now() - rest).first()
        if last:
            say(f"La nuit est déjà faite, à {timezone.localtime(last.ended_at):%H:%M}. Pour la refaire : --again")
            return last.is_done
        return _run_all(say)


def look_at_night(say: Callable[[str], None]) -> bool:
    """What each job would do; nothing is changed, nor recorded."""
    outcomes = [_attempt(job, dry_run=True) for job in JOBS]
    for (is_done, words), label in zip(outcomes, JOBS.values(), strict=True):
        say(_line(label, is_done, words))
    return all(is_done for is_done, _ in outcomes)


def _run_all(say: Callable[[str], None]) -> bool:
    night = JobRun.objects.create(job=JobRun.NIGHT, started_at=timezone.now())
    failed = [label for job, label in JOBS.items() if not _run(job, label, say)]
    JobRun.objects.filter(started_at__lt=timezone.now() - KEPT).delete()
    words = f"{len(JOBS) - len(failed)} travaux faits. Pas faits : {', '.join(failed) or 'aucun'}."
    night.end(timezone.now(), is_done=not failed, words=words)
    return not failed


def _run(job: str, label: str, say: Callable[[str], None]) -> bool:
    run = JobRun.objects.create(job=job, started_at=timezone.now())
    is_done, words = _attempt(job)
    close_old_connections()  # a job may have lost the database, the next one may find it again
    run.end(timezone.now(), is_done=is_done, words=words)
    say(_line(label, is_done, words))
    return is_done


def _attempt(job: str, **options) -> tuple[bool, str]:
    """What the command said. Of an error that nobody foresaw, its kind alone: its words may name a person."""
    said = io.StringIO()
    try:
        call_command(job, stdout=said, **options)
    except CommandError as error:
        return False, f"{said.getvalue()}{error}".strip()
    except Exception as error:
        logger.exception("The nightly job %s failed.", job)
        return False, f"{said.getvalue()}Erreur inattendue ({type(error).__name__}).".strip()
    return True, said.getvalue().strip()


def _line(label: str, is_done: bool, words: str) -> str:
    return f"{label}\u00a0: {'' if is_done else 'PAS FAIT. '}{' '.join(words.split())}"
