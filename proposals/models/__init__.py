from proposals.models.agreement import Agreement
from proposals.models.ballot import Ballot, BallotChannel, Voter
from proposals.models.candidate import Candidate
from proposals.models.decision import Decision
from proposals.models.dossier import Chapter, Passage
from proposals.models.idea import Idea, IdeaCall, IdeaState
from proposals.models.milestone import Milestone
from proposals.models.proposal import Proposal
from proposals.models.reference_example import ReferenceExample
from proposals.models.round import Round, VoteRefused
from proposals.rules.status import RoundState
