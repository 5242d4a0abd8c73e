from django.core.checks import Error, Tags, register
from django.db import connections

WANTED = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1}


@register(Tags.database)
def sqlite_is_safe(app_configs, databases, **kwargs):
    """The settings really took: DELETE journal, EXTRA durability, foreign keys (docs/decisions)."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            errors += [_error(pragma, found) for pragma, found in _pragmas(connection) if found != WANTED[pragma]]
    return errors


def _pragmas(connection):
    with connection.cursor() as cursor:
        for pragma in WANTED:
            yield pragma, cursor.execute(f"PRAGMA {pragma}").fetchone()[0]


def _error(pragma, found):
    return Error(
        f"SQLite : le réglage {pragma} vaut « {found} » au lieu de « {WANTED[pragma]} ».",
        hint="Vérifiez OPTIONS de la base dans clos_portal/settings.py.",
        id="clos_portal.E001",
    )
