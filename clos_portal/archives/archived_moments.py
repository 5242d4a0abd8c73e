"""When somebody came in, or sent a form of the back office: in no archive. Beside the one answer that two archives
differ by, it would say who typed it, and at what time.
"""

EMPTIED = (
    "django_session",
    "accounts_sending",
    "axes_accesslog",
    "axes_accessattemptexpiration",
    "axes_accessattempt",
    "axes_accessfailurelog",
)
# The month is enough to know an account that nobody uses.
BY_MONTH = {"accounts_user": "last_login", "accounts_knownplace": "seen_on"}
PHONES = ("otp_totp_totpdevice", "otp_static_staticdevice")
WITHOUT_MOMENTS = (*EMPTIED, *BY_MONTH, *PHONES)
# The shift of a phone's clock is learned at each code: it moves with the load of the server, and is learned again.
NEVER_USED = {"last_used_at": None, "last_t": -1, "drift": 0} | {
    "throttling_failure_timestamp": None,
    "throttling_failure_count": 0,
}


def forget_moments(tables: dict[str, list[dict]]) -> None:
    """Rewrites the rows of `tables`."""
    for table in EMPTIED:
        tables[table] = []
    for table, column in BY_MONTH.items():
        for row in tables[table]:
            row[column] = row[column] and _first_of_its_month(row[column])
    for table in PHONES:
        for row in tables[table]:
            row |= {name: value for name, value in NEVER_USED.items() if name in row}


def _first_of_its_month(written: str) -> str:
    """A day, or a day and a time in UTC, as both engines write them."""
    return f"{written[:8]}01{' 00:00:00' if ' ' in written else ''}{'+00' if written.endswith('+00') else ''}"
