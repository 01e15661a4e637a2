"""What the preparation screen shows of the messages: how far the sending is, what failed, what is in doubt (S3, T4)."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formats import number, short_date
from deliberations.enums import DispatchPurpose, DispatchStatus, SittingState
from deliberations.models import Attempt, Dispatch
from deliberations.services import silent_people, to_remind

UNDER_WAY = (DispatchStatus.WAITING, DispatchStatus.SENDING)
STILL = timedelta(seconds=30)  # without a message claimed or sent: whoever looks may set a worker to it again


def dispatches_of(sitting, room, at):
    """Return the sendings of the agenda that was sent last; None before any. Three queries, however many messages."""
    version = sitting.agenda_versions.last()
    if version is None:
        return None
    rows = list(version.dispatches.select_related("person").order_by("person__last_name", "person__first_name", "pk"))
    shown = [(row, row.status_at(at)) for row in rows]
    count = Counter(status for _row, status in shown)
    waiting = sum(count[status] for status in UNDER_WAY)
    return {
        "version": version,
        "sendings": _sendings(shown),
        "rows": shown,
        "failed": [row for row, status in shown if status == DispatchStatus.FAILED],
        "uncertain": [row for row, status in shown if status == DispatchStatus.UNCERTAIN],
        "without": [row for row, status in shown if status == DispatchStatus.NO_ADDRESS],
        "waiting": waiting,
        "still": bool(count[DispatchStatus.WAITING]) and _last_moved(rows) <= at - STILL,
        "reminder": reminder(sitting, room, at) if room else None,
    }


def _sendings(shown):
    """One line for the agenda, one for each day of reminders: sent, of how many, in words."""
    groups = {}
    for row, status in shown:
        groups.setdefault((row.purpose, row.day), []).append(status)
    return [_sending(*key, statuses) for key, statuses in sorted(groups.items(), key=lambda pair: pair[0])]


def _sending(purpose, day, statuses):
    sent = statuses.count(DispatchStatus.SENT)
    label = _("Relance du %(day)s") if purpose == DispatchPurpose.REMINDER else _("Envoi du %(day)s")
    text = _("%(sent)s sur %(total)s") % {"sent": number(sent), "total": number(len(statuses))}
    return {"label": label % {"day": short_date(day)}, "sent": sent, "total": len(statuses), "text": text}


def _last_moved(rows):
    return max(moment for row in rows for moment in (row.queued_at, row.claimed_at, row.sent_at) if moment)


def reminder(sitting, room, at):
    """Return whom a reminder would reach, and the sentence that says so; None where none is possible (RULES S9)."""
    if sitting.state != SittingState.CONVENED or at >= sitting.starts_at:
        return None
    awaited, people = silent_people(room), to_remind(room, at)
    said = ngettext("%(n)s réponse est attendue.", "%(n)s réponses sont attendues.", len(awaited))
    if not awaited:
        said = _("Toutes les réponses attendues sont là.")
    elif not people:
        said += " " + _("Il n’y a personne à relancer aujourd’hui : un message leur a déjà été adressé.")
    return {"people": people, "text": said % {"n": number(len(awaited))}}


def _proof_headings():
    return [
        _("Version et empreinte de l’ordre du jour"), _("Objet"), _("Décidé le"), _("Personne"), _("Adresse"),
        _("Essai du"), _("Résultat"), _("Réponse du serveur"), _("Pièces et empreintes SHA-256"),
    ]  # fmt: skip


def proof_of_sending(sitting):
    """Return the rows of the proof: one for each try, and one for each message that was never tried (RULES S3)."""
    tries = {}
    for attempt in Attempt.objects.filter(dispatch__agenda_version__sitting=sitting).order_by("pk"):
        tries.setdefault(attempt.dispatch_id, []).append(attempt)
    found = Dispatch.objects.of_sitting(sitting).select_related("agenda_version", "person").order_by("pk")
    return [
        _proof_headings(),
        *(row for dispatch in found for row in _proof_rows(dispatch, tries.get(dispatch.pk, []))),
    ]


def _proof_rows(dispatch, attempts):
    what = (
        f"{dispatch.agenda_version.number} · {dispatch.agenda_version.digest}",
        dispatch.get_purpose_display(),
        timezone.localtime(dispatch.queued_at),
        str(dispatch.person),
    )
    if not attempts:
        yield (*what, dispatch.address, None, dispatch.get_status_display(), "", "")
    for attempt in attempts:
        files = "\n".join(f"{name} {digest}" for name, digest in attempt.files.items())
        yield (
            *what,
            attempt.address,
            timezone.localtime(attempt.at),
            attempt.get_outcome_display(),
            attempt.detail,
            files,
        )
