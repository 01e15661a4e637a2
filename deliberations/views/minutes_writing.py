"""Minutes for who keeps them: writing, sending round, approving, hiding, signing, publishing (RULES M2–M6)."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.doors import attempt
from common.formats import clock
from common.lifecycle import Refused
from deliberations import minutes_forms as forms
from deliberations import services
from deliberations.forms import DiscussionForm
from deliberations.models import Correction, Redaction
from deliberations.presenters.minutes import approving_sittings
from deliberations.presenters.minutes_editor import editor_page, last_words, preview, redaction_page
from deliberations.services import EditConflict

from .doors import confirm_page, for_who_oversees, form_page
from .notes import keep_discussion


def address(sitting, anchor=""):
    """The minutes of a sitting, at a place on the page."""
    return reverse("deliberations:minutes", args=[sitting.slug]) + anchor


def editor(request, sitting, record, *, typed=None, conflicts=None, **bound):
    """Draw the editor. `typed` and `conflicts` by item, `bound`: what came back refused, as it was typed (E1, S10)."""
    context = editor_page(sitting, record)
    for item in context["items"]:
        pk = item["record"].pk
        item["form"] = (typed or {}).get(pk) or _blank(item, f"text_{pk}_%s")
        item["conflict"] = (conflicts or {}).get(pk)
    words = {name: getattr(record, name) for name in ("opening_words", "closing_words")}
    blank = forms.WordsForm(initial=words | {"expected": last_words(record)})
    return render(request, "deliberations/minutes_editor.html", context | {"form": blank} | bound)


def _blank(item, auto_id):
    words = {"text": item["record"].discussion, "expected": item["expected"]}
    return DiscussionForm(initial=words, auto_id=auto_id)


@require_POST
@for_who_oversees
def words(request, sitting, at):
    """Keep the words before the first item and after the last; two people at once are shown both texts (S10)."""
    form = forms.WordsForm(request.POST)
    form.is_valid()
    conflicts = []

    def write():
        try:
            return services.write_words(sitting, by=request.user, at=at, **form.cleaned_data)
        except EditConflict as conflict:
            conflicts.append(conflict)
            raise

    if request.headers.get("Accept") == "application/json":
        return _autosaved(write, at)
    if attempt(request, write, done=_("Le texte est enregistré.")):
        return redirect(address(sitting, "#mots"))
    record = services.minutes_of(sitting)
    if record.frozen:
        return redirect(address(sitting))
    again = forms.WordsForm(initial=form.cleaned_data | {"expected": last_words(record)})
    return editor(request, sitting, record, form=again, words_conflict=next(iter(conflicts), None))


def _autosaved(write, at):
    """Answer a script: saved when, and from which words the next writing starts; or 409 with the other words."""
    try:
        record = write()
    except EditConflict as conflict:
        return JsonResponse({"stored": conflict.stored, "message": conflict.messages[0]}, status=409)
    except Refused as refusal:
        return JsonResponse({"message": " ".join(refusal.messages)}, status=422)
    return JsonResponse({"saved": _("enregistré à %(at)s") % {"at": clock(at)}, "expected": last_words(record)})


@require_POST
@for_who_oversees
def item_words(request, sitting, at, pk):
    """Keep the substance of the discussion of one item, as it is written here."""
    item = get_object_or_404(sitting.items, pk=pk)
    return keep_discussion(
        request, item, at, back=address(sitting, f"#redaction-{item.position}"),
        again=lambda form, conflict: editor(
            request, sitting, services.minutes_of(sitting), typed={item.pk: form}, conflicts={item.pk: conflict}
        ),
    )  # fmt: skip


@require_safe
@for_who_oversees
def minutes_preview(request, sitting, at):
    """What the minutes say now and what they lack: the part of the editor that follows what is saved."""
    return render(request, "deliberations/_minutes_preview.html", preview(sitting))


@require_POST
@for_who_oversees
def circulate(request, sitting, at):
    """Let the members read the draft."""
    attempt(
        request,
        lambda: services.circulate(sitting, by=request.user, at=at),
        done=_("Les membres peuvent lire le projet."),
    )
    return redirect(address(sitting))


@require_POST
@for_who_oversees
def publish_list(request, sitting, at):
    """Publish the list of what was examined."""
    attempt(
        request,
        lambda: services.publish_examined(sitting, by=request.user, at=at),
        done=_("La liste de ce qui a été examiné est publiée."),
    )
    return redirect(address(sitting))


@for_who_oversees
def approve(request, sitting, at):
    """Approve at a later sitting, the one chosen."""
    form = forms.ApprovalForm(request.POST or None, sittings=approving_sittings(sitting))
    corrections = Correction.objects.filter(minutes__sitting=sitting).in_order()
    return form_page(
        request, sitting, form, lambda **data: services.approve_minutes(sitting, by=request.user, at=at, **data),
        title=_("Approuver le procès-verbal"), done=_("Le procès-verbal est approuvé et figé."), back=address(sitting),
        intro=_("Une fois approuvé, ni le texte, ni les présences, ni les scrutins ne changent plus."),
        corrections=corrections,
    )  # fmt: skip


@for_who_oversees
def publish(request, sitting, at):
    """Publish for good, after saying so."""
    return confirm_page(
        request, sitting, lambda: services.publish_minutes(sitting, by=request.user, at=at),
        title=_("Publier le procès-verbal"),
        consequences=[
            _("Chacun peut lire l’exemplaire public ; il ne peut plus être retiré."),
            _("Les occultations sont figées : relisez l’exemplaire public avant de publier."),
        ],
        done=_("Le procès-verbal est publié."), back=address(sitting), final=True,
    )  # fmt: skip


@for_who_oversees
def redactions(request, sitting, at):
    """The passages that the public rendition hides: the log, the text to choose from, one more."""
    form = forms.RedactionForm(request.POST or None, items=sitting.items.in_order())
    posted = request.method == "POST" and form.is_valid()
    if posted and attempt(
        request,
        lambda: services.redact(sitting, by=request.user, at=at, **form.cleaned_data),
        done=_("Le passage est occulté de l’exemplaire public."),
        form=form,
    ):
        return redirect("deliberations:redactions", sitting.slug)
    return render(request, "deliberations/redactions.html", redaction_page(sitting) | {"form": form})


@require_POST
@for_who_oversees
def lift(request, sitting, at, pk):
    """Show a hidden passage again."""
    redaction = get_object_or_404(Redaction.objects.select_related("minutes"), pk=pk, minutes__sitting=sitting)
    attempt(
        request,
        lambda: services.lift_redaction(redaction, by=request.user, at=at),
        done=_("Le passage est de nouveau visible."),
    )
    return redirect("deliberations:redactions", sitting.slug)


@for_who_oversees
def attach(request, sitting, at):
    """Keep a signed copy beside approved minutes."""
    form = forms.SignedForm(request.POST or None, request.FILES or None)
    return form_page(
        request, sitting, form, lambda **data: services.attach_signed(sitting, by=request.user, at=at, **data),
        title=_("Verser l’exemplaire signé"), done=_("L’exemplaire signé est versé."), back=address(sitting),
        intro=_("Le fichier est gardé tel quel avec son empreinte ; il ne se remplace pas et ne se retire pas."),
    )  # fmt: skip
