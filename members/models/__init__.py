from members.college import College
from members.models.candidacy import Candidacy, CandidacyChannel, CandidacyStatus, CandidacyStep
from members.models.commission import Commission
from members.models.draw import Draw, HeldTicket, Ticket
from members.models.mandate import ActorKind, EndReason, Mandate, Role, SeatKind, SelectionMode
from members.models.member import Member
from members.models.portrait import Medium, Portrayed

__all__ = [
    "ActorKind",
    "Candidacy",
    "CandidacyChannel",
    "CandidacyStatus",
    "CandidacyStep",
    "College",
    "Commission",
    "Draw",
    "EndReason",
    "HeldTicket",
    "Mandate",
    "Medium",
    "Member",
    "Portrayed",
    "Role",
    "SeatKind",
    "SelectionMode",
    "Ticket",
]
