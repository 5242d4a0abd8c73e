"""The code that lets one member vote once: 80 bits of chance; only its print is stored."""

import hashlib

from proposals.rules.easy_code import new_easy_code, plain_code


def new_code() -> str:
    """Sixteen signs: «7F3K-0QZM-94TB-1XWD»."""
    return new_easy_code(groups=4, size=4)


def code_print(code: str) -> str:
    return hashlib.sha256(f"proposals.rules.voting_code:{plain_code(code)}".encode()).hexdigest()
