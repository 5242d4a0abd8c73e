"""What counts as saying nothing: only blanks, whatever their kind. The same list serves Python and both databases."""

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.lookups import Exact

BLANKS = (
    " \t\n\r\x0b\x0c\x85\u00a0\u00ad\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)


def is_blank(text: str) -> bool:
    return not text.strip(BLANKS)


def is_filled(field: str) -> Q:
    """A condition for a constraint: SQLite and PostgreSQL both know LTRIM with the characters to remove."""
    trimmed = Func(F(field), Value(BLANKS), function="LTRIM", output_field=CharField())
    return ~Q(Exact(trimmed, Value("")))
