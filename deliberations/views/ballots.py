"""A ballot at the desk: the count, closing, the casting vote, proclaiming (RULES V5, V8, V10, V15)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.doors import attempt
from common.formats import number
from deliberations import desk_forms, forms, services
from deliberations.models import ItemBallot
from deliberations.presenters.amendments import queue_of
from deliberations.presenters.ballots import decision
from deliberations.presenters.consent import heard
from governance import services as governance
from governance.enums import BallotState, Method, ObjectionState
from governance.methods import goes_on, manner_of

from .desk import address, desk_form, next_round_form
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
    consequences = [*_standing(link.ballot), *_silent(waiting)]
    return confirm_page(
        request, sitting, lambda: governance.close_ballot(ballot=link.ballot, by=request.user, at=at),
        title=_("Clore le scrutin"), text=link.ballot.question, consequences=consequences,
        done=_closed, back=address(sitting, link.item, "#scrutin"), final=True,
        ask=bool(consequences) and "confirmed" not in request.POST,
    )  # fmt: skip


def _closed(ballot):
    """What is said once closed: the next gesture, or why the ballot is void."""
    return ballot.void_reason or _("Le scrutin est clos : vérifiez le résultat, puis proclamez-le.")


def _standing(ballot):
    """What closing a consent round means while an objection stands (RULES V14)."""
    left = sum(line.state == ObjectionState.STANDING for line in heard(ballot))
    words = ngettext(
        "%(n)s objection subsiste : le tour se clôt sans consentement, le texte reste à l’ordre du jour.",
        "%(n)s objections subsistent : le tour se clôt sans consentement, le texte reste à l’ordre du jour.",
        left,
    )
    return [words % {"n": number(left)}] if left else []


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
        consequences=[
            *_text(shown["text"], shown["amendment"]), *_goes_on(shown), _("Le résultat devient public et définitif."),
        ],
        done=_("Le résultat est proclamé."), back=address(sitting, link.item, "#scrutin"), final=True,
    )  # fmt: skip


def _goes_on(shown):
    """A round without consent decides nothing of its text (RULES V14)."""
    words = _("Le texte reste à l’ordre du jour : un autre tour, un report, un renvoi ou un rejet suivra.")
    return [words] if shown["another_round"] and shown["text"] else []


@require_POST
@for_who_oversees
def next_round(request, sitting, at, pk):
    """Open the round that follows, without those who step down; proclaims the one that ended."""
    link = link_of(sitting, pk)

    def open_it(data):
        return services.open_next_round(link.ballot, by=request.user, at=at, **data)

    if not goes_on(link.ballot):  # its form does not stand on the desk
        attempt(request, lambda: open_it({}), done=_next_is_open)
        return redirect(address(sitting, link.item, "#scrutin"))
    form = next_round_form(link.ballot, request.POST)
    return desk_form(
        request, sitting, at, "next_round", form, open_it, done=_next_is_open, item=link.item, anchor="#scrutin",
    )  # fmt: skip


def _next_is_open(link):
    if link.ballot.method == Method.CONSENT:
        return _("Un nouveau tour est ouvert. Les objections qui subsistent y sont reprises.")
    return _("Le tour suivant est ouvert.")


def _text(text, amendment):
    """« Texte 2026-014 : « Ouvrir les marchés ». »; nothing where there is a question only."""
    if amendment:
        words = _("Amendement %(label)s au texte %(number)s. Adopté, il rend sans objet ceux qui touchent son passage.")
        return [words % {"label": amendment.label, "number": text.number}]
    words = _("Texte %(number)s : « %(title)s ».")
    return [words % {"number": text.number, "title": text.title}] if text else []
