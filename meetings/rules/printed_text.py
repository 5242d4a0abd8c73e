"""Rich text as plain blocks for the printed page: titles, paragraphs, list items, quotes, with their bold words."""

from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser

BLOCKS = {"p": "p", "h2": "h2", "h3": "h3", "li": "li", "blockquote": "quote"}


@dataclass
class Block:
    kind: str
    number: int = 0
    runs: list[dict] = field(default_factory=list)


def printed_blocks(html: str) -> list[dict]:
    """`html`: already cleaned by the editor's rules; an empty block is left out."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    return [asdict(block) for block in reader.blocks if any(run["text"].strip() for run in block.runs)]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._numbers: list[int | None] = []
        self._is_bold = False
        self._is_open_item = False

    def handle_starttag(self, tag, attrs):
        if tag in ("ol", "ul"):
            self._numbers.append(0 if tag == "ol" else None)
        elif tag == "br":
            self._add("\n")
        elif tag == "strong":
            self._is_bold = True
        elif tag == "li":
            self._open_item()
        elif tag in BLOCKS and not (tag == "p" and self._is_open_item):
            self.blocks.append(Block(BLOCKS[tag]))

    def handle_endtag(self, tag):
        if tag in ("ol", "ul") and self._numbers:
            self._numbers.pop()
        elif tag == "strong":
            self._is_bold = False
        elif tag == "li":
            self._is_open_item = False

    def handle_data(self, data):
        if data.strip() or (self.blocks and self.blocks[-1].runs):
            self._add(data)

    def _open_item(self):
        number = 0
        if self._numbers and self._numbers[-1] is not None:
            self._numbers[-1] = number = self._numbers[-1] + 1
        self.blocks.append(Block("li", number))
        self._is_open_item = True

    def _add(self, text):
        if not self.blocks:
            self.blocks.append(Block("p"))
        self.blocks[-1].runs.append({"text": text, "bold": self._is_bold})
