"""A database trigger: a person has one mandate at a time. The same rule as `overlap` in members/rules/term.py.

No exclusion constraint: it needs an extension (btree_gist) that a hosting may refuse, and SQLite has none.
On SQLite a later migration that rebuilds the table loses it: it must call `install` again (a test looks).
"""

SENTENCE = "Cette personne a déjà un mandat à ces dates."
TABLE, WATCHED = "members_mandate", "member_id, starts_on, ends_on"
SHARE_A_DAY = (
    "(one.starts_on IS NULL OR other.ends_on IS NULL OR one.starts_on <= other.ends_on) AND "
    "(other.starts_on IS NULL OR one.ends_on IS NULL OR other.starts_on <= one.ends_on)"
)
TAKEN = (
    "EXISTS (SELECT 1 FROM members_mandate other "
    "WHERE other.member_id = NEW.member_id AND other.id {differs} NEW.id AND {shared})"
)
NAMES = {"INSERT": "mandate_added_does_not_overlap", "UPDATE": "mandate_changed_does_not_overlap"}


def install(schema_editor) -> None:
    write = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    for event, name in NAMES.items():
        for statement in write(name, f"{event} OF {WATCHED}" if event == "UPDATE" else event):
            schema_editor.execute(statement)


def remove(schema_editor) -> None:
    for name in NAMES.values():
        on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def overlapping_members(schema_editor) -> list[str]:
    """The references of those whose mandates already share a day."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT member.reference FROM {TABLE} one JOIN {TABLE} other "  # noqa: S608
            "ON other.member_id = one.member_id AND other.id > one.id "
            f"JOIN members_member member ON member.id = one.member_id WHERE {SHARE_A_DAY} ORDER BY 1"
        )
        return [reference for (reference,) in cursor.fetchall()]


def _taken(differs):
    return TAKEN.format(differs=differs, shared=SHARE_A_DAY.replace("one.", "NEW."))


def _sqlite(name, event):
    yield (
        f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} WHEN {_taken('IS NOT')} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    )


def _postgresql(name, event):
    """The row of the member is locked first: of two who write at once, the second sees what the first wrote."""
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM 1 FROM members_member WHERE id = NEW.member_id FOR NO KEY UPDATE; "
        f"IF {_taken('IS DISTINCT FROM')} THEN "
        f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {name} ON {TABLE}"
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()"
