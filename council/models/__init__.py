from council.models.accessibility import AccessibilityStatement
from council.models.action import Action
from council.models.contact import ContactMessage
from council.models.glossary import GlossaryTerm
from council.models.identity import SiteIdentity
from council.models.neighbour import NeighbourFeed, NeighbourItem
from council.models.page import Page
from council.models.partner import Partner
from council.models.place import Place
