"""A table in an XLSX or ODS file, read part by part as a stream.

The libraries build the whole document in memory, empty cells included: a file of 5 kB may ask for gigabytes.
"""

import zipfile

from publishing.sheets.ods import read_ods
from publishing.sheets.sheet_cells import Cells
from publishing.sheets.workbook_parts import Parts, UnreadableSheet


def read_workbook(file) -> Cells:
    """Unreadable: not an XLSX or ODS file. ValidationError: too large."""
    with zipfile.ZipFile(file) as archive:
        parts = Parts(archive)
        if "content.xml" in parts.names:
            return read_ods(parts)
        if "xl/workbook.xml" in parts.names:
            from publishing.sheets.xlsx import read_xlsx  # openpyxl loads numpy: not when the portal starts

            return read_xlsx(parts)
    raise UnreadableSheet
