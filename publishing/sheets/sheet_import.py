"""Many records from one spreadsheet: checked line by line and shown first, then saved all together or not at all.

Nothing is kept between the two steps but what the page itself carries, signed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm

from publishing.sheets.sheet_cells import MAX_ROWS
from publishing.sheets.spreadsheet import Row, read_rows

SALT = "publishing.sheet_import"
LONGEST_LOOK = 24 * 3600
EXPIRED = "Cet aperçu est trop ancien, ou il a été changé. Envoyez de nouveau le tableau."
MOST_REFUSED = 100  # lines: to say why costs more than to save, and nobody reads more
TWICE = "Cette ligne répète ce qui est déjà enregistré, ou une autre ligne du tableau."


class _LookOnly(Exception):
    """Ends the transaction of a preview: nothing of it stays."""


@dataclass(frozen=True)
class Column:
    """One column of the sheet: its title in the file, the field of the form it fills, and what to write in it."""

    title: str
    field: str
    help: str = ""


class Doubt(Exception):
    """What only who sends the table knows, as «is it the same person?»: raised by the `save()` of a form that cannot
    decide alone. `choices`: each answer with its words.
    """

    def __init__(self, words: str, choices: list[tuple[str, str]]):
        super().__init__(words)
        self.words, self.choices = words, choices


@dataclass(frozen=True)
class SheetLine:
    """`cells`: (title of the column, what is written there)."""

    number: int
    cells: list[tuple[str, str]]
    outcome: str = ""
    errors: list[str] = field(default_factory=list)
    question: Doubt | None = None
    answer: str = ""


@dataclass(frozen=True)
class Preview:
    lines: list[SheetLine]
    token: str = ""
    unread: int = 0

    @property
    def is_valid(self) -> bool:
        return bool(self.lines) and not any(line.errors for line in self.lines)

    @property
    def refused(self) -> list[SheetLine]:
        return [line for line in self.lines if line.errors]

    @property
    def asked(self) -> list[SheetLine]:
        return [line for line in self.lines if line.question]


@dataclass(frozen=True)
class SheetImport:
    """`form_class(data)` checks one line; its `save()` writes it, and may leave a word in `form.outcome`
    («nouveau», «changé»…), or raise a `Doubt`: the answer then comes as `data["answer"]`. `start()` reads once what
    the forms of one table share, by name. `most`: the lines that one request has the time to save."""

    columns: list[Column]
    form_class: Callable[..., BaseForm]
    start: Callable[[], dict] = dict
    most: int = MAX_ROWS

    def check(self, upload) -> Preview:
        """What would happen. ValidationError: the file itself cannot be read."""
        rows = read_rows(upload, [column.title for column in self.columns])
        if not rows:
            raise ValidationError("Ce tableau n’a aucune ligne remplie sous le nom des colonnes.")
        if len(rows) > self.most:
            raise ValidationError(
                f"Ce tableau a {len(rows)} lignes. Envoyez-en {self.most} au plus à la fois\u00a0: "
                "coupez-le en plusieurs."
            )
        lines = self._try(rows, {}, keep=False)
        token = signing.dumps([[row.number, row.values] for row in rows], salt=SALT, compress=True)
        return Preview(lines, token, len(rows) - len(lines))

    def apply(self, token: str, answers: dict[int, str] | None = None) -> Preview:
        """Checks again what was previewed and saves every line, or none: then the preview says why, or still asks.
        `answers`: by number of the line. ValidationError: the token is too old or was changed."""
        try:
            rows = [Row(*row) for row in signing.loads(token, salt=SALT, max_age=LONGEST_LOOK)]
        except signing.BadSignature as error:
            raise ValidationError(EXPIRED) from error
        lines = self._try(rows, answers or {}, keep=True)
        return Preview(lines, token, len(rows) - len(lines))

    def _try(self, rows: list[Row], answers: dict[int, str], *, keep: bool) -> list[SheetLine]:
        lines: list[SheetLine] = []
        try:
            with transaction.atomic():
                shared = self.start()
                for row in rows:
                    lines.append(self._save(row, answers.get(row.number, ""), shared))
                    if sum(bool(line.errors) for line in lines) == MOST_REFUSED:
                        raise _LookOnly
                if not keep or any(line.errors or line.question for line in lines):
                    raise _LookOnly
        except _LookOnly:
            pass
        return lines

    def _save(self, row: Row, answer: str, shared: dict) -> SheetLine:
        texts = {column.field: row.values.get(column.title, "") for column in self.columns}
        form = self.form_class(texts | {"answer": answer}, **shared)
        if not form.is_valid():
            return SheetLine(row.number, self._cells(texts.values()), errors=self._sentences(form))
        values = self._cells(_as_read(form, name, text) for name, text in texts.items())
        try:
            with transaction.atomic():
                form.save()
        except ValidationError as error:
            return SheetLine(row.number, values, errors=list(error.messages))
        except IntegrityError:
            return SheetLine(row.number, values, errors=[TWICE])
        except Doubt as doubt:
            return SheetLine(row.number, values, question=doubt.with_traceback(None))
        return SheetLine(row.number, values, outcome=getattr(form, "outcome", "nouveau"), answer=answer)

    def _cells(self, values) -> list[tuple[str, str]]:
        return [(column.title, value) for column, value in zip(self.columns, values, strict=True)]

    def _sentences(self, form: BaseForm) -> list[str]:
        titles = {column.field: column.title for column in self.columns}
        return [
            f"{titles[name]}\u00a0: {message}" if name in titles else message
            for name, messages in form.errors.items()
            for message in messages
        ]


def store(record, exclude=(), **saving) -> None:
    """Saves a record whose rules the database holds too: each costs a query to put in words, so only what is refused
    is asked. `exclude`: fields known to be right."""
    record.clean_fields(exclude)
    record.clean()
    try:
        with transaction.atomic():
            record.save(**saving)
    except IntegrityError:
        record.full_clean()
        raise


def _as_read(form: BaseForm, name: str, text: str) -> str:
    """What is kept of the text, when the field mends it."""
    return form.cleaned_data[name] if getattr(form.fields.get(name), "mends", False) else text
