"""From the room to a ballot: the electorate of that minute, or the sentence that says why not (RULES V1, Q2, Q3)."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.formats import long_date
from common.lifecycle import refuse_if
from deliberations.enums import ItemKind, SittingState
from deliberations.models import ItemBallot
from deliberations.models.room import quorum_rule, read_room
from deliberations.rules import day_of, may_conduct
from deliberations.wording import council_language, quorum_sentence
from governance import services as governance
from governance.enums import UNDECIDED, State
from governance.models import Amendment, Version

from .conduct import chair_at, is_carried_over, note_quorum, recused_seats
from .guards import authorise, in_state, keep, lock_item, lock_sitting
from .method_requests import check_method
from .speaking import check_not_suspended


@transaction.atomic
def open_item_ballot(item, *, method, by, at, question=""):
    """Open a ballot on the recommendation of an item, with the electorate of that minute. Returns the ItemBallot.

    Raises Refused or OutOfTurn with the sentence of the rule that stands in the way (RULES S4, Q3, V1, R5).
    """
    return _open(item, None, question, method, by, at)


@transaction.atomic
def open_amendment_ballot(item, *, amendment, method, by, at):
    """Open a ballot on an amendment to the text of an item, given by its number (RULES R4). Returns the ItemBallot.

    Raises likewise, and where the amendment is not put to the vote or another is further from the text.
    """
    found = Amendment.objects.filter(recommendation=item.recommendation_id, sequence=amendment).first()
    refuse_if(found is None, _("Choisissez l’un des amendements à voter."))
    return _open(item, found, amendment_question(found), method, by, at)


@transaction.atomic
def carry_amendments(item, *, by, at):
    """Freeze the next version with what the sitting adopted, where the last amendment was not voted (RULES R4)."""
    item = lock_item(item)
    authorise(may_conduct(by, item.sitting, at), "carry_amendments")
    in_state(item.sitting, (SittingState.OPEN,), _("La séance n’est pas ouverte."))
    refuse_if(item.recommendation is None, _("Ce point ne porte pas de recommandation."))
    return governance.carry_adopted(item.recommendation, by=by, at=at)


def _open(item, amendment, question, method, by, at):
    item = lock_item(item)  # its sitting too: nobody comes or goes meanwhile
    authorise(may_conduct(by, item.sitting, at), "open_item_ballot")
    check_not_suspended(item.sitting)
    version = _version_to_decide(item)
    question = question or default_question(item)
    return hold(item, method=method, question=question, version=version, amendment=amendment, by=by, at=at)


def hold(item, *, method, question, by, at, version=None, amendment=None, previous=None, **offered):
    """Open the ballot with the electorate of that minute, on an item that is locked and may be voted."""
    room, second_call = read_room(item.sitting), is_carried_over(item)
    check_method(item, method, room, at)
    roll = room.roll(at, recused_seats(item))
    quorum = roll.quorum(quorum_rule(item.sitting, second_call=second_call))
    refuse_if(quorum.stops, quorum_sentence(quorum))
    ballot = governance.open_ballot(
        version=version,
        amendment=amendment,
        previous=previous,
        question=question,
        method=method,
        rule=governance.rule_from_profile(item.sitting.profile, second_call=second_call),
        terms=terms_of(item.sitting.profile, method) | offered,
        electorate=electorate_of(room, roll, at),
        occasion=occasion_of(item.sitting),
        occasion_date=day_of(item.sitting),
        occasion_path=council_path(item.sitting),
        by=by,
        at=at,
    )
    note_quorum(item.sitting, quorum, at=at, item=item)
    return ItemBallot.objects.create(item=item, ballot=ballot)


@council_language()
def terms_of(profile, method):
    """What the method takes from the rules, in the language in which it is kept."""
    return governance.terms_from_profile(profile, method)


@council_language()
def occasion_of(sitting):
    """« Plénière de printemps (mardi 24 mars 2026) »."""
    return f"{sitting.title} ({long_date(sitting.starts_at)})"


@council_language()
def council_path(sitting):
    """The address of the sitting in the council's language, which is the one that lasts."""
    return sitting.get_absolute_url()


@council_language()
def default_question(item):
    """« Adoptez-vous la recommandation 2026-014 ? »"""
    recommendation = item.recommendation
    return _("Adoptez-vous le texte %(number)s, « %(title)s » ?") % {
        "number": recommendation.number,
        "title": recommendation.title,
    }


@council_language()
def amendment_question(amendment):
    """« Adoptez-vous l’amendement A3 au texte 2026-014, « titre » ? »"""
    return _("Adoptez-vous l’amendement %(label)s au texte %(number)s, « %(title)s » ?") % {
        "label": amendment.label,
        "number": amendment.recommendation.number,
        "title": amendment.recommendation.title,
    }


def _version_to_decide(item):
    """The last frozen version of the item's text, provided that it may be put to the vote here and now."""
    in_state(item.sitting, (SittingState.OPEN,), _("On ne vote que dans une séance ouverte."))
    refuse_if(
        item.kind != ItemKind.VOTE or item.recommendation is None,
        _("Ce point n’est pas mis aux voix : il ne porte pas de recommandation à voter."),
    )
    check_on_the_notice(item)
    refuse_if(
        item.recommendation.state != State.SCHEDULED,
        _("La recommandation n’est plus à l’ordre du jour : son état est « %(state)s ».")
        % {"state": item.recommendation.get_state_display()},
    )
    check_settled(item)
    version = item.recommendation.versions.order_by("-number").first()
    refuse_if(
        version is None or version.digest != Version.digest_of(item.recommendation.words()),
        _("Le texte a changé depuis sa dernière version figée : renvoyez-le en rédaction."),
    )
    return version


def check_on_the_notice(item):
    """S4: what the notice did not say is not decided."""
    refuse_if(
        item.added_after_notice,
        _("Ce point a été ajouté après la convocation : il se discute, mais ne se vote pas à cette séance."),
    )


def check_settled(item):
    """Raise Refused while a ballot of the item still awaits its closing or its proclamation."""
    refuse_if(
        item.item_ballots.filter(ballot__state__in=UNDECIDED).exists(),
        _("Un scrutin est déjà en cours sur ce point : il faut d’abord le clore et le proclamer."),
    )


def electorate_of(room, roll, minute):
    """Turn the roll of a minute into the electorate that a ballot freezes (RULES V1, P5)."""
    weights = {line.college.letter: line.college.weight for line in room.composition.colleges}
    figures = roll.electorate()
    return governance.Electorate(
        entitled=roll.entitled,
        present=roll.present,
        represented=roll.represented,
        voices=tuple(_voice(elector, room, minute) for elector in roll.electors),
        colleges={
            letter: {
                "entitled": college.entitled,
                "present": college.present,
                "represented": college.represented,
                "weight": weights[letter],
            }
            for letter, college in figures.colleges.items()
        },
    )


@council_language()
def _voice(elector, room, minute):
    seat = room.lines[elector.seat].seat
    caster = room.occupant(elector.cast_by, minute)
    return governance.Voice(
        seat=seat,
        person=room.titular(elector.seat) if elector.by_proxy else caster,
        caster=caster,
        college=elector.college,
        label=seat.organisation.label if seat.organisation else _("personne qualifiée"),
        by_proxy=elector.by_proxy,
    )


@transaction.atomic
def give_casting_vote(ballot, *, choice, by, at):
    """The presiding chair of that minute settles a tie, where the profile says so (RULES V5)."""
    sitting = lock_sitting(ballot.agenda_link.item.sitting)
    in_state(sitting, (SittingState.OPEN,), _("La séance n’est pas ouverte."))
    return governance.give_casting_vote(ballot=ballot, person=chair_at(sitting, at), choice=choice, by=by, at=at)


@transaction.atomic
def defer_item(item, *, reason, by, at):
    """The sitting puts the decision off; the text stays ready for another sitting (RULES R2). Returns the item."""
    with council_language():
        word = _("Reporté")
    return _conclude(item, governance.defer, word, reason, by, at)


@transaction.atomic
def send_back_item(item, *, reason, by, at):
    """The sitting sends the text back to drafting (RULES R2). Returns the item."""
    with council_language():
        word = _("Renvoyé en rédaction")
    return _conclude(item, governance.send_back, word, reason, by, at)


def _conclude(item, act, word, reason, by, at):
    item = lock_item(item)
    in_state(item.sitting, (SittingState.OPEN,), _("Un report se décide pendant la séance."))
    refuse_if(item.recommendation is None, _("Ce point ne porte pas de recommandation."))
    act(item.recommendation, by=by, at=at, note=reason)
    item.conclusion = f"{word} : {reason}"[:300]
    return keep(item, by=by, at=at, reason=item.conclusion[:100])
