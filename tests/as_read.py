"""A page without the white space of its templates."""

import re


def one_line(html: str) -> str:
    """Runs of white space are one space."""
    return re.sub(r"[ \t\r\n]+", " ", html)


def tight(html: str) -> str:
    """And none touches a tag."""
    return re.sub(r" ?(<[^>]+?) ?(/?>) ?", r"\1\2", one_line(html))
