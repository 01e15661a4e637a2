"""A ballot at the desk: the count, closing, the casting vote, proclaiming (RULES V5, V8, V10, V15)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.formats import number
from deliberations import desk_forms, forms, services
from deliberations.models import ItemBallot
from deliberations.presenters.amendments import queue_of
from deliberations.presenters.ballots import decision
from deliberations.presenters.desk import voices_awaited
from governance import services as governance
from governance.enums import BallotState
from governance.methods import manner_of

from .desk import address, desk_form
from .doors import confirm_page, for_who_oversees


def link_of(sitting, pk):
    links = ItemBallot.objects.select_related("item", "ballot__version__recommendation", "ballot__amendment")
    return get_object_or_404(links, item__sitting=sitting, ballot=pk)


@require_POST
@for_who_oversees
def open_on_amendment(request, sitting, at, pk):
    """Put one of the amendments whose turn it is to the vote (RULES R4)."""
    item = get_object_or_404(sitting.items.exclude(recommendation=None).select_related("recommendation"), pk=pk)
    form = desk_forms.AmendmentBallotForm(
        request.POST, amendments=queue_of(item.recommendation).choices, auto_id="amendment_%s"
    )
    return desk_form(
        request, sitting, at, "amendment", form,
        lambda data: services.open_amendment_ballot(item, by=request.user, at=at, **data),
        done=_("Le scrutin sur l’amendement est ouvert."), item=item, anchor="#scrutin",
    )  # fmt: skip


@require_POST
@for_who_oversees
def close(request, sitting, at, pk):
    """Close a ballot for good; ask first where voices are not expressed yet."""
    link = link_of(sitting, pk)
    waiting = manner_of(link.ballot).awaited(link.ballot) if link.ballot.state == BallotState.OPEN else ()
    return confirm_page(
        request, sitting, lambda: governance.close_ballot(ballot=link.ballot, by=request.user, at=at),
        title=_("Clore le scrutin"), text=link.ballot.question, consequences=_silent(waiting),
        done=_closed, back=address(sitting, link.item, "#scrutin"), final=True,
        ask=bool(waiting) and "confirmed" not in request.POST,
    )  # fmt: skip


def _closed(ballot):
    """What is said once closed: the next gesture, or why the ballot is void."""
    return ballot.void_reason or _("Le scrutin est clos : vérifiez le résultat, puis proclamez-le.")


def _silent(waiting):
    """« 4 voix n’ont pas été exprimées : B-04 Odile Vautrin, … »"""
    if not waiting:
        return []
    many = ngettext(
        "%(n)s voix n’a pas été exprimée : %(who)s.", "%(n)s voix n’ont pas été exprimées : %(who)s.", len(waiting)
    )
    who = ", ".join(f"{elector.seat.code} {elector.person}" for elector in waiting)
    return [
        many % {"n": number(len(waiting)), "who": who},
        _("Après la clôture, plus personne ne peut voter."),
    ]


@require_POST
@for_who_oversees
def counts(request, sitting, at, pk):
    """Enter the counts of a show of hands and close."""
    link = link_of(sitting, pk)
    form = forms.CountsForm(request.POST, ballot=link.ballot, auto_id="counts_%s")

    def count(_data):
        governance.enter_counts(ballot=link.ballot, by=request.user, at=at, **form.counted())
        governance.close_ballot(ballot=link.ballot, by=request.user, at=at)

    return desk_form(
        request, sitting, at, "counts", form, count, done=_("Le décompte est enregistré et le scrutin clos."),
        item=link.item, anchor="#scrutin",
    )  # fmt: skip


@require_POST
@for_who_oversees
def call_roll(request, sitting, at, pk):
    """Note the vote that a member says aloud when called."""
    link = link_of(sitting, pk)
    form = forms.RollCallForm(request.POST, seats=voices_awaited(link.ballot), auto_id="roll_%s")

    def cast(data):
        elector = link.ballot.electors.select_related("seat").get(seat__code=data["seat"])
        governance.cast_vote(ballot=link.ballot, seat=elector.seat, choice=data["choice"], by=request.user, at=at)

    return desk_form(
        request, sitting, at, "roll", form, cast, done=_("Le vote est noté."), item=link.item, anchor="#scrutin"
    )


@require_POST
@for_who_oversees
def casting_vote(request, sitting, at, pk):
    """The presiding chair settles a tie."""
    link = link_of(sitting, pk)
    form = forms.CastingVoteForm(request.POST, auto_id="casting_%s")
    return desk_form(
        request, sitting, at, "casting", form,
        lambda data: services.give_casting_vote(link.ballot, by=request.user, at=at, **data),
        done=_("La voix prépondérante est enregistrée."), item=link.item, anchor="#scrutin",
    )  # fmt: skip


@require_POST
@for_who_oversees
def void(request, sitting, at, pk):
    """Declare a ballot void, for a reason that is printed."""
    link = link_of(sitting, pk)
    return desk_form(
        request, sitting, at, "void", forms.ReasonForm(request.POST, auto_id="void_%s"),
        lambda data: governance.void_ballot(ballot=link.ballot, by=request.user, at=at, **data),
        done=_("Le scrutin est annulé."), item=link.item, anchor="#scrutin",
    )  # fmt: skip


@for_who_oversees
def proclaim(request, sitting, at, pk):
    """Show the outcome with its arithmetic, and confirm it (RULES V15)."""
    link = link_of(sitting, pk)
    if link.ballot.state not in (BallotState.CLOSED, BallotState.PROCLAIMED):
        raise Http404
    shown = decision(link.ballot)
    return confirm_page(
        request, sitting, lambda: governance.proclaim(ballot=link.ballot, by=request.user, at=at),
        title=_("Proclamer le résultat"), text=shown["sentence"],
        consequences=[*_text(shown["text"], shown["amendment"]), _("Le résultat devient public et définitif.")],
        done=_("Le résultat est proclamé."), back=address(sitting, link.item, "#scrutin"), final=True,
    )  # fmt: skip


def _text(text, amendment):
    """« Texte 2026-014 : « Ouvrir les marchés ». »; nothing where there is a question only."""
    if amendment:
        words = _("Amendement %(label)s au texte %(number)s. Adopté, il rend sans objet ceux qui touchent son passage.")
        return [words % {"label": amendment.label, "number": text.number}]
    words = _("Texte %(number)s : « %(title)s ».")
    return [words % {"number": text.number, "title": text.title}] if text else []
