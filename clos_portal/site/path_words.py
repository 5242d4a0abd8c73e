"""The words that records say themselves on the translated pages: what stands here has its translation in locale/."""

from django.utils.translation import gettext_noop as _

WORDS = [
    _("printemps"),
    _("été"),
    _("automne"),
    _("hiver"),
    _("Séance plénière"),
    _("Réunion ouverte à toutes et à tous."),
    _("Réunion pour les membres du Conseil."),
    _("Réunion sur invitation."),
    _("Habitants"),
    _("Acteurs du quartier"),
    _("proposition validée"),
    _("propositions validées"),
    _("proposition validée citée par le document"),
    _("propositions validées citées par le document"),
    _("rejetée"),
    _("rejetées"),
    _("en analyse juridique et financière"),
    _("Nous cherchons de nouveaux membres. Nous voulons autant d’habitants que d’acteurs du quartier."),
    _("Commerce"),
    _("Association"),
    _("Service du quartier"),
    _("Autre"),
]
