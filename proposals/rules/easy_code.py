"""Codes that people copy from paper:
capitals and figures nobody mistakes for one another, whatever way they are typed.
"""

import hashlib
import secrets

# Neither I nor O nor U nor L: each sign brings five bits of chance.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TYPED_OTHERWISE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_easy_code(groups: int, size: int) -> str:
    """«7F3K-0QZM» for 2 groups of 4."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(size)) for _ in range(groups))


def plain_code(typed: str) -> str:
    """The same for «7f3k 0qzm» and «7F3K-OQZM»: what people copy is forgiven."""
    return "".join(sign for sign in typed.upper().translate(TYPED_OTHERWISE) if sign in ALPHABET)


def new_code() -> str:
    """That lets one member vote once, sixteen signs of 80 bits: «7F3K-0QZM-94TB-1XWD». Only its print is stored."""
    return new_easy_code(groups=4, size=4)


def code_print(code: str) -> str:
    return hashlib.sha256(f"proposals.rules.voting_code:{plain_code(code)}".encode()).hexdigest()
