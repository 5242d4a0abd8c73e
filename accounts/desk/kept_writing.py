"""What somebody was writing when the session ended, whatever the page: given back after the password, to the same
person. Passwords are never carried, and files are chosen again."""

from dataclasses import asdict, dataclass

from django.core import signing

from accounts.desk.sent_once import NOT_WORDS, author

FIELD = "_writing"
SALT = "accounts.kept_writing"
LONGEST = 24 * 3600


@dataclass(frozen=True)
class Writing:
    author: int
    address: str
    fields: list[tuple[str, str]]
    files: list[tuple[str, str]]

    @classmethod
    def sent(cls, request) -> "Writing | None":
        """Nothing when the page was not written by the desk for a known account."""
        person = author(request) if request.method == "POST" else None
        if person is None:
            return None
        fields = [(name, value) for name, values in request.POST.lists() for value in values if _is_kept(name)]
        files = [(name, file.name) for name, sent in request.FILES.lists() for file in sent]
        return cls(person, request.get_full_path(), fields, files)

    @classmethod
    def opened(cls, sealed: str) -> "Writing | None":
        try:
            return cls(**signing.loads(sealed, salt=SALT, max_age=LONGEST))
        except signing.BadSignature:
            return None

    def sealed(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @property
    def texts(self) -> list[str]:
        """What a person recognises: the phrases."""
        return [value for _, value in self.fields if " " in value.strip()]


def _is_kept(name: str) -> bool:
    return name not in (*NOT_WORDS, FIELD) and "password" not in name
