"""Which files may be attached to a meeting, told by their first bytes, and how their size reads."""

ZIP = b"PK\x03\x04"
SIGNATURES = {
    "pdf": b"%PDF-",
    "odt": ZIP,
    "ods": ZIP,
    "odp": ZIP,
    "docx": ZIP,
    "xlsx": ZIP,
    "pptx": ZIP,
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
}
MAX_BYTES = 10 * 1024 * 1024
LONGEST_SIGNATURE = max(map(len, SIGNATURES.values()))


def extension_of(filename: str) -> str:
    return filename.rpartition(".")[2].lower() if "." in filename else ""


def refusal(filename: str, size: int, head: bytes) -> str:
    """Why the file is refused, in a sentence; empty when it is fine."""
    signature = SIGNATURES.get(extension_of(filename))
    if signature is None:
        return "Ce format n’est pas accepté. Choisissez un PDF, un document de bureau, ou une image JPEG ou PNG."
    if not size or not head.startswith(signature):
        return "Ce fichier est vide ou abîmé\u00a0: il n’a pas le contenu que son nom annonce."
    if size > MAX_BYTES:
        return "Ce fichier pèse plus de 10\u00a0Mo. Réduisez-le, puis recommencez."
    return ""


def size_in_words(size: int) -> str:
    """«840 octets», «12 ko», «1,5 Mo»."""
    if size < 1000:
        return f"{size}\u00a0octet{'s' if size > 1 else ''}"
    if size < 1_000_000:
        return f"{round(size / 1000)}\u00a0ko"
    return f"{size / 1_000_000:.1f}\u00a0Mo".replace(".", ",")
