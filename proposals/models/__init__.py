from proposals.models.decision import Decision
from proposals.models.dossier import Chapter, Passage
from proposals.models.proposal import Proposal

__all__ = ["Chapter", "Decision", "Passage", "Proposal"]
