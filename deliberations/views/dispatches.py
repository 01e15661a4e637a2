"""The messages of a sitting: how far they are, what to send again, whom to remind, the proof (RULES S3, S9, T4)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common.doors import attempt
from common.spreadsheets.writing import write_csv
from deliberations import services
from deliberations.models import Dispatch
from deliberations.models.room import read_room
from deliberations.presenters.dispatches import dispatches_of, proof_of_sending
from deliberations.wording import council_language

from .doors import confirm_page, for_who_oversees
from .preparation import address, named


@require_POST
@for_who_oversees
def send_changes(request, sitting, at):
    """Send the agenda again as it is now."""
    attempt(
        request,
        lambda: services.send_changes(sitting, by=request.user, at=at),
        done=_("L’ordre du jour modifié part vers chaque personne convoquée."),
    )
    return redirect(address(sitting, "#envois"))


@require_safe
@for_who_oversees
def progress(request, sitting, at):
    """How far the sending is, by itself: asked every two seconds while it runs."""
    dispatches = dispatches_of(sitting, read_room(sitting), at)
    if dispatches is None:
        raise Http404
    return render(request, "deliberations/_preparation_dispatches.html", {"sitting": sitting, "dispatches": dispatches})


@require_safe
@for_who_oversees
def proof(request, sitting, at):
    """The proof of sending, for a spreadsheet: who, when, where to, with which files."""
    with council_language():
        content = write_csv(proof_of_sending(sitting))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="envois-{sitting.slug}.csv"'
    return response


@for_who_oversees
def remind(request, sitting, at):
    """Say whom the reminder reaches, then send it."""
    people = services.to_remind(read_room(sitting), at)
    count = ngettext("%(n)s personne reçoit un rappel.", "%(n)s personnes reçoivent un rappel.", len(people))
    return confirm_page(
        request, sitting, lambda: services.remind(sitting, by=request.user, at=at),
        title=_("Relancer qui n’a pas répondu"),
        consequences=[
            count % {"n": len(people)},
            _("Le message porte la convocation et le lien pour répondre. Personne n’en reçoit deux le même jour."),
        ],
        done=_("La relance part."), back=address(sitting, "#envois"), extra=named(people),
    )  # fmt: skip


@require_POST
@for_who_oversees
def retry(request, sitting, at):
    """Send again what did not leave: everything, or the one message that is named."""
    version = sitting.agenda_versions.last()
    only = request.POST.get("envoi", "")
    if version is None or (only and not only.isdecimal()):
        raise Http404
    only = int(only) if only else None
    attempt(
        request, lambda: services.retry_failed(version, by=request.user, at=at, only=only), done=_("L’envoi reprend.")
    )
    return redirect(address(sitting, "#envois"))


@for_who_oversees
def resend(request, sitting, at, pk):
    """Say what sending again may mean for a message in doubt, then do it."""
    dispatch = get_object_or_404(Dispatch.objects.of_sitting(sitting).select_related("person", "agenda_version"), pk=pk)
    return confirm_page(
        request, sitting, lambda: services.resend_uncertain(dispatch, by=request.user, at=at),
        title=_("Renvoyer ce message"), text=f"{dispatch.person} · {dispatch.address}",
        consequences=[
            _("Personne ne sait si le premier message est parti : cette personne le recevra peut-être deux fois."),
            _("Le premier essai et cette décision sont gardés."),
        ],
        done=_("Le message repart."), back=address(sitting, "#envois"),
    )  # fmt: skip
