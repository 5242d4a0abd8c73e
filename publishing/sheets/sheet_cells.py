"""The filled cells of a table somebody sent, bounded as they come:
nothing is padded, nothing is kept beyond the bounds.
"""

from django.core.exceptions import ValidationError

MAX_ROWS, MAX_COLUMNS, MAX_SIGNS = 2_000, 60, 2_000_000
LAST_COLUMN = 18_278  # the last that a spreadsheet can name: ZZZ
TOO_HEAVY = "Ce tableau est trop lourd. Gardez au plus 2\u00a0000 lignes, puis envoyez-le de nouveau."
TOO_FAR = (
    "Ce tableau est trop lourd\u00a0: la cellule {} est remplie. Gardez au plus 2\u00a0000 lignes et 60 colonnes, "
    "puis envoyez-le de nouveau."
)


class Cells:
    """Texts by row and column, both counted from 1 as a spreadsheet shows them."""

    def __init__(self):
        self.rows: dict[int, dict[int, str]] = {}
        self.signs = 0

    def put(self, row: int, column: int, text: str) -> None:
        """ValidationError: one cell too far, or one sign too many."""
        text = text.strip()
        if not text:
            return
        self.bound(row, column)
        self.signs += len(text)
        if self.signs > MAX_SIGNS:
            raise ValidationError(TOO_HEAVY)
        self.rows.setdefault(row, {})[column] = text

    def bound(self, row: int, column: int) -> None:
        if not (1 <= row <= MAX_ROWS + 1 and 1 <= column <= MAX_COLUMNS):
            from openpyxl.utils import get_column_letter  # it loads numpy: not when the portal starts

            raise ValidationError(TOO_FAR.format(f"{get_column_letter(min(max(column, 1), LAST_COLUMN))}{row}"))

    def lines(self) -> list[tuple[int, list[str]]]:
        """The filled rows in order: the number of each, and its texts up to the last filled one."""
        return [
            (number, [cells.get(column, "") for column in range(1, max(cells) + 1)])
            for number, cells in sorted(self.rows.items())
        ]
