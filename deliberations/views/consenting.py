"""A consent round at the desk: what is said aloud, what meets an objection, giving up (RULES V14)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deliberations.consent_forms import MetForm, SpokenConsentForm
from deliberations.presenters.consent import answering_seats
from governance import services as governance
from governance.enums import Method
from governance.models import Objection

from .ballots import link_of
from .desk import address, desk_form
from .doors import confirm_page, for_who_oversees, form_page


@require_POST
@for_who_oversees
def note(request, sitting, at, pk):
    """Note what a voice says aloud: consent, standing aside, or an objection with its reason."""
    link = round_of(sitting, pk)
    form = SpokenConsentForm(request.POST, seats=answering_seats(link.ballot), auto_id="consent_%s")

    def answer(data):
        elector = link.ballot.electors.select_related("seat").get(seat__code=data.pop("seat"))
        return governance.answer_consent(ballot=link.ballot, seat=elector.seat, by=request.user, at=at, **data)

    return desk_form(
        request, sitting, at, "consent", form, answer, done=_("La réponse est notée."), item=link.item,
        anchor="#scrutin",
    )  # fmt: skip


@for_who_oversees
def meet(request, sitting, at, pk, objection):
    """Say what in the changed text meets an objection of an earlier round."""
    link = round_of(sitting, pk)
    found = get_object_or_404(Objection.objects.in_order(), pk=objection, elector__ballot=link.ballot)
    return form_page(
        request, sitting, MetForm(request.POST or None),
        lambda met_by: governance.meet_objection(objection=found, met_by=met_by, by=request.user, at=at),
        title=_("Lever une objection"), done=_("L’objection est levée. Qui l’avait soulevée peut objecter à nouveau."),
        back=address(sitting, link.item, "#scrutin"),
        intro=f"{found.elector.seat.code} {found.elector.person} : {found.reason}",
    )  # fmt: skip


@for_who_oversees
def give_up(request, sitting, at, pk):
    """Reject the text, for want of consent: asked first, since it ends its road."""
    link = round_of(sitting, pk)
    return confirm_page(
        request, sitting, lambda: governance.give_up(ballot=link.ballot, by=request.user, at=at),
        title=_("Rejeter le texte"), text=link.ballot.question,
        consequences=[
            _("Le conseil renonce à chercher un consentement : le texte est rejeté, pour de bon."),
            _("Pour le retravailler, renvoyez-le plutôt en rédaction."),
        ],
        done=_("Le texte est rejeté."), back=address(sitting, link.item, "#scrutin"), final=True,
    )  # fmt: skip


def round_of(sitting, pk):
    link = link_of(sitting, pk)
    if link.ballot.method != Method.CONSENT:
        raise Http404
    return link
