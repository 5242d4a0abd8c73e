"""The words of the resident's path in its other languages: collected, completed by a person, compiled, all in Python.

`script/translations` brings locale/*/LC_MESSAGES/django.po up to date with the templates, then writes the django.mo
that Django reads. Both are kept in the repository: whoever opens the portal needs no tool.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
APPS = ["accounts", "clos_portal", "council", "members", "publishing", "surveys"]
PAGES = [
    "[45]*.html", "base.html", "home.html", "home/*.html", "layout/*.html", "components/*.html", "bootstrap5/*.html",
    "proposals/_window.html", "meetings/_next_meeting.html", "meetings/_meeting_facts.html",
    "meetings/_meeting_state.html", "members/_call.html", "members/_coming.html", "members/_candidacy_privacy.html",
    "members/candidacy_*.html", "surveys/*.html", "surveys/widgets/*.html",
]  # fmt: skip
KEYWORDS = {"gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2)}


def languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def po_file(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def mo_file(language: str) -> Path:
    return po_file(language).with_suffix(".mo")


def sentences() -> Catalog:
    """Every French sentence of the path, and the files that say it."""
    found = Catalog(locale="fr")
    for path in sources():
        source = path.read_text(encoding="utf-8")
        text = _as_python(source, path) if path.suffix == ".html" else source
        for _, message, _, _ in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            found.add(message, locations=[(path.relative_to(ROOT).as_posix(), None)], flags=_flags(message))
    return found


def sources() -> list[Path]:
    pages = [path for pattern in PAGES for path in sorted((ROOT / "templates").glob(pattern))]
    code = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "gettext" in path.read_text("utf-8")]
    return code + pages


def read(language: str) -> Catalog:
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def _as_python(source: str, path: Path) -> str:
    """Django writes the tags of a template as calls; what is indented would stop a reader of Python."""
    return "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())


def _flags(message) -> list[str]:
    return ["python-format"] if "%(" in str(message) or "%s" in str(message) else []


def bring_up_to_date(language: str) -> int:
    """Returns how many sentences wait for their translation."""
    path, found = po_file(language), sentences()
    catalog = read(language) if path.exists() else Catalog(locale=language)
    catalog.update(found, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, omit_header=False)
    mo_file(language).write_bytes(compiled(catalog))
    return sum(not all(m.string if isinstance(m.string, tuple) else [m.string]) for m in catalog if m.id)


def main() -> None:
    for language in languages():
        print(f"{language} : {bring_up_to_date(language)} phrases à traduire.")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
