"""Conducting a sitting: opening, proxies, the chair, suspensions, closing (RULES S1, C5, P, Q, S11)."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.doors import attempt
from common.formats import clock
from deliberations import forms, services
from deliberations.models.room import read_room
from deliberations.presenters import desk as shown
from deliberations.wording import quorum_sentence

from .desk import address, desk, desk_form, opening_form
from .doors import confirm_page, for_who_oversees


@require_safe
@for_who_oversees
def conduct(request, sitting, at):
    """The desk."""
    return desk(request, sitting, at)


@require_POST
@for_who_oversees
def open_sitting(request, sitting, at):
    """Open the sitting with its chair and its secretary."""
    return desk_form(
        request, sitting, at, "opening", opening_form(sitting, read_room(sitting), at, request.POST),
        lambda data: services.open_sitting(sitting, by=request.user, at=at, **data),
        done=_("La séance est ouverte à %(at)s.") % {"at": clock(at)},
    )  # fmt: skip


@for_who_oversees
def adjourn(request, sitting, at):
    """Adjourn for want of a quorum, after saying what follows."""
    return confirm_page(
        request, sitting, lambda: services.adjourn(sitting, by=request.user, at=at),
        title=_("Ajourner faute de quorum"), text=quorum_sentence(services.quorum_now(sitting, at=at)),
        consequences=[
            _("Rien n’est voté ; les textes redeviennent prêts."),
            _("Une seconde convocation peut être préparée sur le même ordre du jour."),
        ],
        done=_("La séance est ajournée."), back=address(sitting), final=True,
    )  # fmt: skip


@for_who_oversees
def close_sitting(request, sitting, at):
    """Close the sitting, after saying what follows."""
    return confirm_page(
        request, sitting, lambda: services.close_sitting(sitting, by=request.user, at=at),
        title=_("Lever la séance"), text=_("Il est %(at)s.") % {"at": clock(at)},
        consequences=[
            _("Plus aucun scrutin ne s’ouvre ; présences et pouvoirs sont arrêtés."),
            _("Les débats peuvent encore être rédigés jusqu’à l’approbation du procès-verbal."),
        ],
        done=_("La séance est levée."), back=address(sitting), final=True,
    )  # fmt: skip


@require_POST
@for_who_oversees
def change_chair(request, sitting, at):
    """Hand the chair over."""
    form = forms.ChairForm(request.POST, chairs=shown.possible_chairs(read_room(sitting)), auto_id="chair_%s")
    return desk_form(
        request, sitting, at, "chair", form,
        lambda data: services.change_chair(sitting, by=request.user, at=at, **data),
        done=_("La présidence change à %(at)s.") % {"at": clock(at)}, anchor="#conduite",
    )  # fmt: skip


@require_POST
@for_who_oversees
def pause(request, sitting, at, name):
    """Suspend the sitting, or take it up again."""
    acts = {
        "suspendre": (services.suspend, _("La séance est suspendue à %(at)s.")),
        "reprendre": (services.resume, _("La séance reprend à %(at)s.")),
    }
    if name not in acts:
        raise Http404
    act, done = acts[name]
    attempt(request, lambda: act(sitting, by=request.user, at=at), done=done % {"at": clock(at)})
    return redirect(address(sitting))


@require_POST
@for_who_oversees
def give_proxy(request, sitting, at):
    """Record a proxy handed in at the desk."""
    room = read_room(sitting)
    form = forms.ProxyForm(
        request.POST, holders=shown.voting_seats(room), givers=shown.possible_givers(room), auto_id="proxy_%s"
    )

    def give(data):
        giver, holder = (room.lines[data[name]].seat for name in ("giver", "holder"))
        return services.give_proxy(sitting, giver=giver, holder=holder, by=request.user, at=at)

    return desk_form(request, sitting, at, "proxy", form, give, done=_("Le pouvoir est noté."), anchor="#pouvoirs")


@require_POST
@for_who_oversees
def revoke_proxy(request, sitting, at, pk):
    """End a proxy."""
    proxy = get_object_or_404(sitting.proxies, pk=pk)
    attempt(request, lambda: services.revoke_proxy(proxy, by=request.user, at=at), done=_("Le pouvoir est révoqué."))
    return redirect(address(sitting, anchor="#pouvoirs"))
