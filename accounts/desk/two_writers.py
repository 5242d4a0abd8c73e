"""Two pages open on one record: the second save never puts old values back. It sees both versions, field by field,
and chooses; what nobody changed meanwhile is not asked.

The page carries a signed print of each stored value (`seal`). What the database holds when it is sent tells what
changed meanwhile; what was typed is compared with both.
"""

import itertools
from dataclasses import dataclass, field

from django.core import signing

from accounts.desk.form_cells import FormCell, cells_of, print_of

FIELD, CHOICE = "_opened", "_choice-"
SALT = "accounts.two_writers"
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass(frozen=True)
class FieldDifference:
    key: str
    label: str
    theirs: str
    mine: str
    may_keep_both: bool = False
    chosen: str = ""
    is_untouched: bool = False


@dataclass
class Rows:
    """Where the rows of the page stand: «agenda_items/12» → 3, in the names that the browser sent."""

    post: dict
    formsets: list
    places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self):
        for formset in self.formsets:
            for place in range(int(self.post.get(f"{formset.prefix}-INITIAL_FORMS") or 0)):
                key = self.post.get(f"{formset.prefix}-{place}-{formset._pk_field.name}")
                self.places[f"{formset.prefix}/{key}"] = place

    def name(self, key: str) -> str | None:
        """The name that the browser gave to this field; None when the page had no such row, or removes it."""
        if "/" not in key:
            return key
        row, _, name = key.rpartition("/")
        place, prefix = self.places.get(row), row.split("/")[0]
        return None if place is None or self.is_removed(row) else f"{prefix}-{place}-{name}"

    def is_removed(self, row: str) -> bool:
        return f"{row.split('/')[0]}-{self.places[row]}-DELETE" in self.post


def seal(forms, formsets=()) -> str:
    prints = {key: print_of(cell.stored(key)) for key, cell in cells_of(forms, formsets).items()}
    return signing.dumps(prints, salt=SALT, compress=True)


def differences(post, forms, formsets=()) -> list[FieldDifference]:
    """Between what was sent and what is stored, where what is stored changed after the page was opened.
    `forms` and `formsets` show what is stored now."""
    try:
        opened = signing.loads(post.get(FIELD, ""), salt=SALT)
    except signing.BadSignature:
        return []
    now, rows = cells_of(forms, formsets), Rows(post, formsets)
    changed = [cell for key, cell in now.items() if key in opened and opened[key] != print_of(cell.stored(key))]
    return [
        *(found for cell in changed if (found := _difference(cell, post, rows, opened[cell.key]))),
        *_removed_meanwhile(opened, now, rows),
    ]


def settle(post, forms, formsets=()):
    """What was sent, with the choices of the page of differences applied."""
    post = post.copy()
    choices = {name.removeprefix(CHOICE): post.pop(name)[-1] for name in list(post) if name.startswith(CHOICE)}
    now, rows = cells_of(forms, formsets), Rows(post, formsets)
    for key, choice in choices.items():
        if key in now and (name := rows.name(key)):
            _apply(post, now[key], name, choice)
    for formset in formsets:
        gone = {key: choice for key, choice in choices.items() if key in rows.places and _is_of(key, formset)}
        if gone:
            _replace_rows(post, formset, {rows.places[key]: choice for key, choice in gone.items()})
    return post


def _difference(cell: FormCell, post, rows: Rows, opened: str) -> FieldDifference | None:
    name = rows.name(cell.key)
    if name is None:
        return None
    mine, theirs = cell.posted(name, post), cell.stored(name)
    if print_of(mine) == print_of(theirs):
        return None
    is_mine_new = print_of(mine) != opened
    may_keep_both = is_mine_new and (cell.is_text or cell.is_several) and bool(cell.in_words(mine))
    chosen = THEIRS if not is_mine_new else BOTH if may_keep_both else ""
    return FieldDifference(
        cell.key, cell.label, cell.in_words(theirs), cell.in_words(mine), may_keep_both, chosen, not is_mine_new
    )


def _removed_meanwhile(opened, now, rows: Rows):
    stored = {key.rpartition("/")[0] for key in now}
    for row in dict.fromkeys(key.rpartition("/")[0] for key in opened if "/" in key):
        if row not in stored and row in rows.places and not rows.is_removed(row):
            prefix = f"{row.split('/')[0]}-{rows.places[row]}-"
            words = [value for name, value in rows.post.items() if name.startswith(prefix) and " " in value]
            yield FieldDifference(
                row, "Une ligne supprimée pendant que vous écriviez", "", " · ".join(words), False, THEIRS
            )


def _apply(post, cell: FormCell, name: str, choice: str) -> None:
    theirs, mine = cell.stored(name), cell.posted(name, post)
    if choice == THEIRS:
        for part, values in theirs:
            post.setlist(part, values)
    elif choice == BOTH:
        for (part, ours), (_, stored) in zip(mine, theirs, strict=True):
            post.setlist(part, [*{*ours, *stored}] if cell.is_several else ["\n\n".join([*stored, *ours])])


def _is_of(row: str, formset) -> bool:
    return row.rpartition("/")[0] == formset.prefix


def _replace_rows(post, formset, choices: dict[int, str]) -> None:
    """Rows that are gone leave the page, or come back at its end as new ones; the others close up."""
    prefix, count = formset.prefix, int(post[f"{formset.prefix}-TOTAL_FORMS"])
    initial = int(post[f"{prefix}-INITIAL_FORMS"])
    rows = {place: _taken_out(post, f"{prefix}-{place}-") for place in range(count)}
    kept = [rows[place] for place in range(initial) if place not in choices]
    again = [rows[place] | {formset._pk_field.name: [""]} for place, choice in choices.items() if choice == MINE]
    added = [rows[place] for place in range(initial, count)]
    for place, row in enumerate(itertools.chain(kept, again, added)):
        for name, values in row.items():
            post.setlist(f"{prefix}-{place}-{name}", values)
    post[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    post[f"{prefix}-TOTAL_FORMS"] = str(len(kept) + len(again) + len(added))


def _taken_out(post, start: str) -> dict[str, list[str]]:
    return {name.removeprefix(start): post.pop(name) for name in list(post) if name.startswith(start)}
