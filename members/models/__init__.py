from members.college import College
from members.models.candidacy import Candidacy, CandidacyStatus
from members.models.commission import Commission
from members.models.mandate import ActorKind, EndReason, Mandate, Role, SeatKind, SelectionMode
from members.models.member import Member
from members.models.portrait import Medium, Portrayed

__all__ = [
    "ActorKind",
    "Candidacy",
    "CandidacyStatus",
    "College",
    "Commission",
    "EndReason",
    "Mandate",
    "Medium",
    "Member",
    "Portrayed",
    "Role",
    "SeatKind",
    "SelectionMode",
]
