"""The files of PostgreSQL as whoever took the disk reads them: no query, no row, only bytes."""

from django.db import connection


def _ask(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def be_alone():
    """Ends what another test left open: the server would keep for it the rows that are looked for here."""
    others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    _ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608


def write_all_down():
    """What the server still had in memory reaches its files."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")


def files_of_the_database() -> dict[str, bytes]:
    """Every file of this database: tables, long texts, indexes, statistics, and what was left behind."""
    [folder] = _ask("SELECT 'base/' || oid FROM pg_database WHERE datname = current_database()")
    names = [f"{folder}/{name}" for name in _ask("SELECT pg_ls_dir(%s)", folder)]
    found = {name: _ask("SELECT pg_read_binary_file(%s, 0, 1000000000, true)", name)[0] for name in names}
    return {name: bytes(content) for name, content in found.items() if content is not None}


def file_of(model) -> bytes:
    """The one file of a table's rows."""
    [content] = _ask("SELECT pg_read_binary_file(pg_relation_filepath(%s))", model._meta.db_table)
    return bytes(content)


def spearman(places: list[int]) -> float:
    """Between the order of arrival (0, 1, 2…) and where each now stands."""
    number = len(places)
    return 1 - 6 * sum((rank - place) ** 2 for rank, place in enumerate(places)) / (number * (number**2 - 1))
