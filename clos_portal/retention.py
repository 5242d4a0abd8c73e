"""What every room must forget in time, in one place; and what is kept of all of them:
versions and the log of the desk.
"""

import datetime
from collections.abc import Iterator

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models import Exists, OuterRef

import accounts.retention
import accounts.sign_in.letters
import council.retention
import events.retention
import meetings.retention
import members.retention
import proposals.retention
import surveys.retention
import walks.retention
from publishing.dates.anniversary import years_before
from publishing.erasing.erasure import Erasure
from publishing.erasing.retention import Kept, fields_of

YEARS_OF_LOG = 1
YEARS_OF_VERSIONS = 3
ROOMS = [
    council.retention,
    members.retention,
    meetings.retention,
    events.retention,
    walks.retention,
    surveys.retention,
    proposals.retention,
]
ACCOUNTS = Kept(
    fields_of("User", "email first_name last_name password") + fields_of("TOTPDevice", "name key"),
    why="entrer dans l’administration",
    since="la dernière entrée, sauf le dernier compte qui peut inviter",
    months=12 * accounts.retention.YEARS_UNUSED,
)
TRACES = Kept(
    fields_of("AccessLog", "user_agent ip_address username http_accept path_info session_hash")
    + fields_of("AccessAttempt", "user_agent ip_address username http_accept path_info get_data post_data")
    + fields_of("AccessFailureLog", "user_agent ip_address username http_accept path_info")
    + fields_of("KnownPlace", "print"),
    why="protéger l’administration",
    since="l’entrée ou l’essai",
    months=accounts.retention.MONTHS_OF_TRACES,
)
LETTERS = Kept(
    fields_of("Letter", "address subject"),
    why="renvoyer un e-mail qui n’est pas parti",
    since="l’e-mail resté en attente",
    months=round(accounts.sign_in.letters.KEPT.days / 30),
)
LOG = Kept(
    fields_of("LogEntry", "object_id object_repr change_message user"),
    why="savoir qui a changé quoi",
    since="le changement",
    months=12 * YEARS_OF_LOG,
)
VERSIONS = Kept(
    fields_of("Version", "history_change_reason"),
    why="revenir sur une erreur",
    since="le changement, sauf la dernière version",
    months=12 * YEARS_OF_VERSIONS,
)
SESSIONS = Kept(fields_of("Session", "session_key session_data"), why="rester connecté", since="la fin de la connexion")
KEPT = [ACCOUNTS, TRACES, LETTERS, LOG, VERSIONS, SESSIONS]


def erase_expired(today: datetime.date, dry_run: bool = False) -> list[Erasure]:
    erasures = [erasure for room in ROOMS for erasure in room.erase_expired(today, dry_run)]
    traces = accounts.retention.erase_expired(today, dry_run)
    log = LogEntry.objects.filter(action_time__date__lt=years_before(today, YEARS_OF_LOG))
    versions = list(_past_versions(years_before(today, YEARS_OF_VERSIONS)))
    erasures += [
        Erasure(room="accounts", what="traces de connexion et comptes sans usage", count=traces),
        Erasure(room="clos_portal", what="lignes du journal de l’administration", count=log.count()),
        Erasure(room="clos_portal", what="anciennes versions", count=sum(rows.count() for rows in versions)),
    ]
    if not dry_run:
        log.delete()
        for rows in versions:
            rows.delete()
        _forget_authors(years_before(today, YEARS_OF_LOG))
    return [erasure for erasure in erasures if erasure.count]


def models_of_versions() -> list[type[models.Model]]:
    return [model.history.model for model in apps.get_models() if hasattr(model, "history")]


def _past_versions(day: datetime.date) -> Iterator[models.QuerySet]:
    """Older than `day`, but for the last version of what still exists."""
    for versions in models_of_versions():
        key = versions.instance_type._meta.pk.attname
        same = versions.objects.filter(**{key: OuterRef(key)})
        later = same.filter(history_date__gt=OuterRef("history_date"))
        is_there = versions.instance_type._base_manager.filter(pk=OuterRef(key))
        old = versions.objects.filter(history_date__date__lt=day)
        yield old.filter(Exists(later) | ~Exists(is_there))


def _forget_authors(day: datetime.date) -> None:
    for versions in models_of_versions():
        versions.objects.filter(history_date__date__lt=day).update(history_user=None)
