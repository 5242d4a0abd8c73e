"""Database triggers: a draw whose list is closed stays as it is, and stays for good. Invented examples may leave.

On SQLite a later migration that rebuilds the table loses them: it must call `install` again (a test looks).
"""

ERASED = "Un tirage dont la liste est close ne s’efface pas."
CHANGED = "Un tirage dont la liste est close ne change plus."
FIXED_BY_THE_LIST = [
    "reference", "title", "college", "seats", "alternates", "seed_source", "seed_at", "closed_at", "list_text",
    "fingerprint", "is_example",
]  # fmt: skip
FIXED_BY_THE_DRAW = ["seed", "drawn_at", "result", "cancelled_at", "cancel_reason"]
FIXED_TICKET = ["draw_id", "number", "proof"]
OF_A_CLOSED_LIST = "EXISTS (SELECT 1 FROM members_draw d WHERE d.id = {row}.draw_id AND d.closed_at IS NOT NULL{more})"
REAL = " AND NOT d.is_example"


def install(schema_editor) -> None:
    write = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    for statement in write():
        schema_editor.execute(statement)


def remove(schema_editor) -> None:
    on_table = schema_editor.connection.vendor == "postgresql"
    for name, table, _, _, _ in guards("IS NOT"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on_table else ""))


def guards(differs: str) -> list[tuple[str, str, str, str, str]]:
    """Name, table, event, condition, sentence."""

    def changed(columns):
        return "(" + " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns) + ")"

    listed = f"OLD.closed_at IS NOT NULL AND {changed(FIXED_BY_THE_LIST)}"
    ended = f"(OLD.drawn_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL) AND {changed(FIXED_BY_THE_DRAW)}"
    erased = "OLD.closed_at IS NOT NULL AND NOT OLD.is_example"
    old_ticket = OF_A_CLOSED_LIST.format(row="OLD", more=REAL)
    moved = f"{OF_A_CLOSED_LIST.format(row='OLD', more='')} AND {changed(FIXED_TICKET)}"
    added = OF_A_CLOSED_LIST.format(row="NEW", more="")
    return [
        ("draw_is_not_erased", "members_draw", "DELETE", erased, ERASED),
        ("draw_does_not_change", "members_draw", "UPDATE", f"({listed}) OR ({ended})", CHANGED),
        ("ticket_is_not_erased", "members_ticket", "DELETE", old_ticket, ERASED),
        ("ticket_does_not_change", "members_ticket", "UPDATE", moved, CHANGED),
        ("ticket_is_not_added", "members_ticket", "INSERT", added, CHANGED),
    ]


def _sqlite():
    for name, table, event, condition, sentence in guards("IS NOT"):
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )


def _postgresql():
    for name, table, event, condition, sentence in guards("IS DISTINCT FROM"):
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
