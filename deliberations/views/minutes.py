"""The minutes of a sitting as they are read: by everybody, by the members, by who keeps them (RULES M3, M5)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from deliberations.minutes import draw, draw_extract, to_akn
from deliberations.presenters.minutes import PUBLIC, examined_page, minutes_page, readable_minutes, rendition
from deliberations.rules import visible_to_user
from deliberations.wording import council_language

from .minutes_writing import editor


def found(request, slug, at):
    """The sitting, its minutes and the rendition asked for, or 404 for who may not read them yet."""
    sitting = get_object_or_404(visible_to_user(request.user, at).select_related("body", "profile"), slug=slug)
    record = readable_minutes(sitting, request.user, at)
    if record is None:
        raise Http404
    return sitting, record, rendition(sitting, record, request.user, at, request.GET.get("exemplaire", ""))


@require_safe
def minutes(request, slug):
    """The minutes as a page; for who keeps them and until they are approved, the editor."""
    at = timezone.now()
    sitting, record, read = found(request, slug, at)
    if read.keeps and not record.frozen and read.name != PUBLIC:
        return editor(request, sitting, record)
    return render(request, "deliberations/minutes.html", minutes_page(sitting, record, read, request.user, at))


@require_safe
def minutes_pdf(request, slug):
    """The minutes as PDF: the frozen document where there is one, drawn from the record before (RULES M4)."""
    _sitting, _record, read = found(request, slug, timezone.now())
    if read.document:
        with read.document.open() as kept:
            return pdf(kept.read(), read.filename)
    return pdf(draw(*read.content), read.filename)


@require_safe
def minutes_xml(request, slug):
    """The minutes as Akoma Ntoso 3.0."""
    _sitting, _record, read = found(request, slug, timezone.now())
    response = HttpResponse(to_akn(*read.content), content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{read.filename}.xml"'
    return response


@require_safe
def extract_pdf(request, slug, number):
    """One item of frozen minutes, certified (RULES M6)."""
    _sitting, record, read = found(request, slug, timezone.now())
    item = next((item for item in read.content[0].items if item.number == number), None)
    if item is None or not record.frozen:
        raise Http404
    with council_language():
        return pdf(draw_extract(*read.content, item), f"extrait-{read.filename}-{number}")


@require_safe
def signed_copy(request, slug, pk):
    """A signed copy, for those who read the full rendition: it carries signatures and hides nothing."""
    _sitting, record, read = found(request, slug, timezone.now())
    if not read.inside:
        raise Http404
    copy = get_object_or_404(record.signed_copies, pk=pk)
    with copy.document.open() as kept:
        return pdf(kept.read(), f"{read.filename}-signe")


@require_safe
def examined(request, slug):
    """The list of what a sitting examined, once it was published (RULES M3)."""
    at = timezone.now()
    sitting = get_object_or_404(visible_to_user(request.user, at).select_related("body", "examined_list"), slug=slug)
    if getattr(sitting, "examined_list", None) is None:
        raise Http404
    return render(request, "deliberations/examined.html", examined_page(sitting))


def pdf(content, name):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
