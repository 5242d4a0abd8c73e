"""What names our own council: nobody says it but its folder, its papers and their tests."""

import re

OURS = re.compile(
    r"\bClos\b|chartr|desclos|des-clos|clos-\d|Benarab|Brétigny|Mainvilliers|\bLucé\b|Épiphanie"
    r"|Animation-Vie de quartier|quipements structurants|Dynamique commerciale|كلو|شارتر",
    re.I,
)
# French says «clos» of what is closed.
CLOSED = re.compile(r"(?<![\w-])clos(?![\w-])")


def found_in(text: str) -> set[str]:
    """The lines of a text, cut short, where our council is named."""
    return {
        text[max(0, name.start() - 60) : name.end() + 60].replace("\n", " ")
        for name in OURS.finditer(text)
        if not CLOSED.fullmatch(name[0])
    }
