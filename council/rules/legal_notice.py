"""What the law wants to know of who publishes a site, and what is still missing."""

from django.db import models


class EditorKind(models.TextChoices):
    ASSOCIATION = "association", "une association"
    HOSTING = "porteuse", "une structure porteuse"
    PUBLIC = "collectivite", "une collectivité"
    PERSON = "particulier", "un particulier, sans activité professionnelle"


OF_THE_HOST = {
    "host_name": "le nom de l’hébergeur",
    "host_address": "l’adresse de l’hébergeur",
    "host_phone": "le téléphone de l’hébergeur",
}
OF_THE_EDITOR = {
    "editor_name": "le nom officiel de l’éditeur",
    "address": "l’adresse postale de l’éditeur",
    "phone": "le téléphone de l’éditeur",
    "publication_director": "le nom du directeur ou de la directrice de la publication",
}


def missing_information(identity) -> list[str]:
    """A private person may publish the host alone: a home address is never asked for."""
    kind = identity.editor_kind
    wanted = {} if kind == EditorKind.PERSON else OF_THE_EDITOR
    missing = [] if kind else ["qui édite le site (association, collectivité…)"]
    missing += [words for field, words in (wanted | OF_THE_HOST).items() if not getattr(identity, field)]
    return missing if identity.email else [*missing, "l’adresse e-mail publique"]
