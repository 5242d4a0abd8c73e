"""A table pasted in a text that has none: each row becomes a paragraph, its cells stay apart."""

import re

BETWEEN_CELLS = " – "
_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?:</tr\s*>|(?=<tr\b)|(?=</table)|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(r"<t[dh]\b[^>]*>", re.IGNORECASE)
_TABLE_TAG = re.compile(r"</?(?:table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col)\b[^>]*>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</?p\b[^>]*>", re.IGNORECASE)
_BETWEEN_PARAGRAPHS = re.compile(r"</p\s*>\s*<p\b[^>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:ul|ol|li|h[1-6]|blockquote)\b", re.IGNORECASE)


def without_tables(html: str) -> str:
    """Nothing is made safe here: the text is cleaned afterwards."""
    if not _CELL.search(html):
        return html
    rows = _ROW.sub(lambda row: _paragraph(row[1]), html)
    return _TABLE_TAG.sub("", rows if rows != html else _paragraph(html))


def _paragraph(row: str) -> str:
    cells = [_cell(cell) for cell in _CELL.split(row)]
    filled = [cell for cell in cells if cell]
    if any(_BLOCK.search(cell) for cell in filled):
        return "".join(filled)
    return f"<p>{BETWEEN_CELLS.join(filled)}</p>" if filled else ""


def _cell(html: str) -> str:
    return _PARAGRAPH.sub("", _BETWEEN_PARAGRAPHS.sub("<br>", _TABLE_TAG.sub("", html))).strip()
