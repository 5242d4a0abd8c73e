"""What a reader gets from an answer of the portal, as lines that a diff reads well:
the words of a page, of a PDF, of a file.
"""

import hashlib
import io
import json
import re
import zipfile
from html.parser import HTMLParser

from pypdf import PdfReader

UNSEEN = {"style", "template"}
IN_A_LINE = {
    *["a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "img", "input", "kbd", "label"],
    *["mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg", "time", "u", "use"],
    *["var", "wbr", "tspan"],
}  # fmt: skip
SAID = ["alt", "aria-label", "placeholder", "title"]
READ_SHEETS = 40
TICKS = {"checkbox", "radio"}


class Reading(HTMLParser):
    """The words of a page in the order of its source: a block, a line; with the target of each link if asked."""

    def __init__(self, shows_links: bool):
        super().__init__()
        self.shows_links, self.pieces, self.unseen, self.targets, self.links = shows_links, [], [], [], set()

    def handle_starttag(self, tag, pairs):
        given = dict(pairs)
        if tag in UNSEEN or (tag == "script" and given.get("type") != "application/ld+json"):
            self.unseen.append(tag)
        self._break(tag)
        self.pieces += [f" [{given[name]}] " for name in SAID if given.get(name)]
        if tag == "meta" and (given.get("name") or given.get("property")):
            self.pieces.append(f"{given.get('name') or given['property']}: {given.get('content')}")
        if tag == "html":
            self.pieces.append(f"lang: {given.get('lang')}")
        if tag in ("input", "option"):
            self._field(tag, given)
        self._link(tag, given)

    def handle_endtag(self, tag):
        if self.unseen and self.unseen[-1] == tag:
            self.unseen.pop()
        if tag == "a" and self.targets and (target := self.targets.pop()) and self.shows_links:
            self.pieces.append(f" <{target}>")
        self._break(tag)

    def handle_data(self, data):
        if not self.unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _break(self, tag):
        if tag not in IN_A_LINE:
            self.pieces.append("\n")

    def _field(self, tag, given):
        kind = given.get("type", "text")
        if kind in TICKS or tag == "option":
            self.pieces.append("[x] " if "checked" in given or "selected" in given else "[ ] ")
        elif kind != "hidden":
            self.pieces.append(f"[{given.get('value', '')}] ")

    def _link(self, tag, given):
        address = given.get("href") or given.get("src") or ""
        self.links.add(address)
        self.links.update(part.split()[0] for part in given.get("srcset", "").split(",") if part.strip())
        if tag == "a":
            self.targets.append(address)
        elif address and self.shows_links and not address.startswith("/static/"):
            self.pieces.append(f" <{address}>")


def words(text: str) -> str:
    """White space collapsed, a line at a time, no empty line."""
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))


def of_page(html: str, shows_links: bool) -> tuple[str, str, set[str]]:
    """Title, words and links of a page."""
    reading = Reading(shows_links)
    reading.feed(html)
    reading.close()
    title = re.search(r"<title>(.*?)</title>", html, re.S)
    return words(title[1]).replace("\n", " ") if title else "", words("".join(reading.pieces)), reading.links


def of_pdf(content: bytes) -> tuple[str, str]:
    """Title and words of a PDF, page by page; of a long one, after the first pages, the print of what each draws."""
    reader = PdfReader(io.BytesIO(content))
    pages = [f"— {number}\n{_of_sheet(page, number)}" for number, page in enumerate(reader.pages, 1)]
    return (reader.metadata and reader.metadata.title) or "", "\n".join(pages)


def _of_sheet(page, number: int) -> str:
    if number <= READ_SHEETS:
        return words(page.extract_text())
    return hashlib.sha256(page.get_contents().get_data()).hexdigest()


def of_file(content: bytes, kind: str) -> str:
    """A file that is not a page: its text, the texts that a workbook is made of, or its size and print."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(f"— {name}\n{of_file(parts.read(name), 'text/xml')}" for name in parts.namelist())
    if "json" in kind:
        return json.dumps(json.loads(content), indent=1, ensure_ascii=False)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return f"{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}"
    if "calendar" in kind:
        text = text.replace("\r\n ", "")  # a long line of a calendar is folded
    return words(text.replace("><", ">\n<") if "xml" in kind else text)
