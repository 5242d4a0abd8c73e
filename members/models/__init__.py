from members.models.candidacy import Candidacy, CandidacyChannel, CandidacyStatus, CandidacyStep
from members.models.commission import Commission
from members.models.composition_rules import CompositionRules
from members.models.draw import Draw, HeldTicket, Ticket
from members.models.mandate import ActorKind, EndReason, Mandate, Role, SeatKind, SelectionMode
from members.models.member import Member
from members.models.official_list import ListedSeat, OfficialList
from members.models.portrait import Medium, Portrayed
from members.rules.college import College
