"""Where nothing is noted: no line, no number, no duration when a resident sends something or holds a secret link.

deploy/nginx.conf carries the same words; a test walks every address of the portal and compares.
"""

import re

# The pages of the forms and of their thanks, in every language; the links that open something to who holds them.
PLACES = (
    "(/[a-z][a-z])?/("
    "contact/|nous-rejoindre/|questionnaire/|a/|"
    "propositions/idees/(envoyer|suivre)/|propositions/priorites/[^/]+/(voter|merci)/|"
    "(vie-du-quartier|marches)/photos/([^/]+/retrait|retiree)/|"
    "marches/retour/|marches/[^/]+/observations/[0-9]+/retour/|"
    "admin/mot-de-passe/[^/]+/[^/]+/"
    ")"
)
READING = ("GET", "HEAD")
_PRIVATE = re.compile(PLACES)


def is_private(method: str, path: str) -> bool:
    """Whatever is sent to a public page, and whatever is read in a private place."""
    return bool(_PRIVATE.match(path)) or (method not in READING and not path.startswith("/admin/"))
