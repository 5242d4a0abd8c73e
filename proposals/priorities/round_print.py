"""What is printed for a round: the codes to cut out, the ballot to photocopy, the sheet to sign."""

from urllib.parse import urlencode

from proposals.models import BallotChannel, Round
from publishing.dates.imprecise_date import day_in_words
from publishing.feeds.address import absolute, short
from publishing.paper.pdf import make_pdf
from publishing.paper.qr_code import qr_svg


def code_link(round: Round, code: str) -> str:
    """The code is in the query: the logs of the recipe keep the path only."""
    return absolute(f"{round.vote_url}?{urlencode({'code': code})}")


def codes_pdf(round: Round, given) -> bytes:
    """`given`: the voters with their codes; one slip each."""
    slips = [
        {"name": str(voter.member), "code": code, "qr": qr_svg(code_link(round, code))}
        for voter, code in given
    ]  # fmt: skip
    data = _about(round) | {"slips": slips, "address": short(round.vote_url)}
    return make_pdf("proposals/voting_codes.typ", data, title=f"Les codes pour voter\u00a0: {round}")


def paper_ballot_pdf(round: Round) -> bytes:
    candidates = [
        {"number": proposal.number, "title": str(proposal), "is_example": proposal.is_example}
        for proposal in round.candidates.published().order_by("number")
    ]
    data = _about(round) | {"candidates": candidates}
    return make_pdf("proposals/paper_ballot.typ", data, title=f"Bulletin\u00a0: {round}")


def signatures_pdf(round: Round) -> bytes:
    """Those who may still vote on paper; who voted on the screen is not asked to sign."""
    waiting = round.voters.exclude(channel=BallotChannel.SCREEN).by_name()
    data = _about(round) | {"names": [str(voter.member) for voter in waiting]}
    return make_pdf("proposals/signatures.typ", data, title=f"Feuille de signatures\u00a0: {round}")


def _about(round: Round) -> dict:
    return {
        "round": str(round),
        "method": round.method,
        "budget": round.budget,
        "is_example": round.is_example,
        "closes": day_in_words(round.closes_on) if round.closes_on else "",
    }
