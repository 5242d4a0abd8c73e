"""The council that this portal serves, as its folder says it: the code names none (docs/another-council.md)."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.core.exceptions import ImproperlyConfigured
from django.utils.text import slugify
from django.utils.translation import get_language

FRENCH = "fr"
WORDS = ("name", "district", "the_district", "of_district", "in_district", "city", "of_city", "in_city", "a_street")
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\b")


@dataclass(frozen=True)
class Council:
    """`words`: by language, at least in French. `sentences`: what its records say, in the other languages."""

    folder: Path
    words: dict[str, dict[str, str]]
    sentences: dict[str, dict[str, str]]
    colours: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> "Council":
        said = yaml.safe_load((folder / "identity.yaml").read_text(encoding="utf-8"))
        missing = [word for word in WORDS if not said["words"].get(FRENCH, {}).get(word)]
        if missing:
            raise ImproperlyConfigured(f"Dans {folder}/identity.yaml, il manque en français : {', '.join(missing)}.")
        sentences = {sentence[FRENCH]: sentence for sentence in said.get("sentences") or []}
        style = (folder / "static" / "css" / "colours.css").read_text(encoding="utf-8")
        return cls(folder, said["words"], sentences, dict(reversed(COLOUR.findall(style))))

    def __getattr__(self, word: str) -> str:
        """`council.of_district`: in French."""
        if word not in WORDS:
            raise AttributeError(word)
        return self.words[FRENCH][word]

    @property
    def slug(self) -> str:
        """For the names of files."""
        return slugify(self.name)

    @property
    def short_slug(self) -> str:
        """What the names of the archives begin with."""
        return slugify(self.district)

    @property
    def on_paper(self) -> dict:
        """What the templates of templates/print know of it."""
        return self.words[FRENCH] | {"colours": self.colours}

    def in_words(self, message: str) -> str:
        """«J’habite {in_district}», already translated, with the words of that language."""
        return str(message).format(**self.words[FRENCH] | self.words.get(get_language() or FRENCH, {}))

    def sentence(self, text: str) -> str:
        """What a record of the folder says, in the language of the page; in French when nobody translated it."""
        return self.sentences.get(text, {}).get(get_language() or FRENCH, text)


def chosen_folder(root: Path, asked: str) -> Path:
    """The folder that COUNCIL_PACK names, or the only one of content/."""
    if asked:
        folder = (root / asked).resolve()
        if not (folder / "identity.yaml").is_file():
            raise ImproperlyConfigured(
                f"COUNCIL_PACK nomme {asked}, mais il n’y a pas de fichier {asked}/identity.yaml."
            )
        return folder
    folders = sorted(path.parent for path in (root / "content").glob("*/identity.yaml"))
    if len(folders) != 1:
        names = ", ".join(f"content/{folder.name}" for folder in folders) or "aucun"
        raise ImproperlyConfigured(f"Dites dans COUNCIL_PACK le dossier de votre Conseil. Il y a : {names}.")
    return folders[0]
