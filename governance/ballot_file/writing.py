"""Writing a ballot file: the inverse of reading, every number exact."""

from collections.abc import Mapping

from governance.voting import CollegeElectorate, Electorate, Grades, Method, Objection, Round, Rule, Vote
from governance.voting.values import Seats

from .ballot import FORMAT, Ballot, Consent, Election

__all__ = ["compose"]


def compose(ballot: Ballot) -> dict:
    """The ballot as the public file has it, ready for JSON (RULES V13). A secret vote is written without its seat.

    The order of the votes is kept: of a secret ballot, the caller gives them in an order that says nothing.
    """
    document = {
        "format": FORMAT,
        "method": ballot.method.value,
        "rule": _rule(ballot.rule),
        "electorate": _electorate(ballot.electorate),
        "casting_vote": ballot.casting_vote.value if ballot.casting_vote else None,
    } | _cast(ballot)
    return document if ballot.proclaimed is None else document | {"proclaimed": dict(ballot.proclaimed)}


def _rule(rule: Rule) -> dict:
    quorum = rule.quorum
    return {
        "base": str(rule.base),
        "threshold": str(rule.threshold),
        "strict": rule.strict,
        "tie": str(rule.tie),
        "colleges": str(rule.colleges),
        "quorum": {
            "threshold": str(quorum.threshold),
            "strict": quorum.strict,
            "counts": str(quorum.counts),
            "required": quorum.required,
        },
    }


def _electorate(electorate: Electorate) -> dict:
    colleges = {code: _college(college) for code, college in electorate.colleges.items()}
    return _seats(electorate) | {"colleges": colleges}


def _college(college: CollegeElectorate) -> dict:
    return _seats(college) | ({} if college.weight is None else {"weight": str(college.weight)})


def _seats(seats: Seats) -> dict:
    weights = {"entitled_weight": seats.entitled_weight, "attending_weight": seats.attending_weight}
    return {"entitled": seats.entitled, "present": seats.present, "represented": seats.represented} | {
        key: str(weight) for key, weight in weights.items() if weight is not None
    }


def _cast(ballot: Ballot) -> dict:
    match ballot.cast:
        case Consent(objections):
            return {"objections": [_objection(objection) for objection in objections]}
        case Grades(scale=scale, options=options):
            return {"grades": {"scale": list(scale), "options": {option: list(own) for option, own in options.items()}}}
        case Election(oldest_first, rounds):
            return {
                "oldest_first": list(oldest_first),
                "rounds": [_round(own) for own in rounds],
            }
        case Mapping() as counts:
            return {"counts": {code: {str(choice): n for choice, n in own.items()} for code, own in counts.items()}}
        case votes:
            return {"votes": [_vote(vote, ballot.method) for vote in votes]}


def _round(held: Round) -> dict:
    there = {} if held.attending is None else {"attending": held.attending}
    return {"votes": dict(held.votes), "blank": held.blank, "null": held.null} | there


def _vote(vote: Vote, method: Method) -> dict:
    named = {} if vote.seat is None or method == Method.SECRET else {"seat": vote.seat}
    return named | {
        "college": vote.college,
        "choice": str(vote.choice),
        "by_proxy": vote.by_proxy,
        "weight": str(vote.weight),
    }


def _objection(objection: Objection) -> dict:
    named = {} if objection.seat is None else {"seat": objection.seat}
    return named | {"reason": objection.reason, "withdrawn": objection.withdrawn, "met": objection.met}
