"""What is printed for a round: the codes to cut out, the ballot to photocopy, the sheet to sign."""

from urllib.parse import urlencode

from proposals.models import BallotChannel, Round
from publishing.dates.imprecise_date import day_in_words
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf
from publishing.paper.qr_code import qr_svg


def code_link(ballot_round: Round, code: str) -> str:
    """The code is in the query: the logs of the recipe keep the path only."""
    return absolute(f"{ballot_round.vote_url}?{urlencode({'code': code})}")


def codes_pdf(ballot_round: Round, given) -> bytes:
    """`given`: the voters with their codes; one slip each."""
    slips = [
        {"name": str(voter.member), "code": code, "qr": qr_svg(code_link(ballot_round, code))}
        for voter, code in given
    ]  # fmt: skip
    data = _about(ballot_round) | {"slips": slips, "address": short(ballot_round.vote_url)}
    return make_pdf("proposals/voting_codes.typ", data, title=f"Les codes pour voter\u00a0: {ballot_round}")


def paper_ballot_pdf(ballot_round: Round) -> bytes:
    candidates = [
        {"number": proposal.number, "title": str(proposal), "is_example": proposal.is_example}
        for proposal in ballot_round.candidates.published().order_by("number")
    ]
    data = _about(ballot_round) | {"candidates": candidates}
    return make_pdf("proposals/paper_ballot.typ", data, title=f"Bulletin\u00a0: {ballot_round}")


def signatures_pdf(ballot_round: Round) -> bytes:
    """Those who may still vote on paper; who voted on the screen is not asked to sign."""
    waiting = ballot_round.voters.exclude(channel=BallotChannel.SCREEN).by_name()
    data = _about(ballot_round) | {"names": [str(voter.member) for voter in waiting]}
    return make_pdf("proposals/signatures.typ", data, title=f"Feuille de signatures\u00a0: {ballot_round}")


def _about(ballot_round: Round) -> dict:
    return {
        "round": str(ballot_round),
        "method": ballot_round.method,
        "budget": ballot_round.budget,
        "is_example": ballot_round.is_example,
        "closes": day_in_words(ballot_round.closes_on) if ballot_round.closes_on else "",
    }
