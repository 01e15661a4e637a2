"""The frozen texts of a recommendation, and what changed between any two (RULES R3)."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.presenters.comparing import authorship
from governance.presenters.comparing import compared as held_together

from .reading import record_or_404, version_or_404

SIDE_BY_SIDE = "cote-a-cote"


@require_safe
def versions(request, number):
    """Every frozen text, with a form to compare two of them."""
    record = record_or_404(request, number)
    lines = [(version, record.function_at(version)) for version in reversed(record.versions)]
    context = {"record": record, "tabs": record.tabs("versions"), "lines": lines}
    return render(request, "governance/version_list.html", context)


@require_safe
def choose(request, number):
    """From the form to the address of the comparison, which anybody can share."""
    asked = [request.GET.get(name, "") for name in ("de", "a")]
    if not all(value.isascii() and value.isdecimal() and len(value) < 5 for value in asked):
        raise Http404
    return redirect(reverse("governance:compared", args=[number, *map(int, asked)]))


@require_safe
def version(request, number, version):
    """One frozen text."""
    record = record_or_404(request, number)
    shown = version_or_404(record, version)
    name = _("Version %(n)s") % {"n": shown.number}
    context = {
        "record": record,
        "tabs": record.tabs("versions"),
        "version": shown,
        "function": record.function_at(shown),
        "trail": record.trail(name),
        "authorship": authorship(shown),
    }
    return render(request, "governance/version_detail.html", context)


def pair_beside(span, number):
    """The two versions that show what a version changed, or None where there is no such change to show."""
    first, last = span
    return (number - 1, number) if first < number <= last else None


@require_safe
def compared(request, number, old, new):
    """What changed from one version to another: in one column, or ?vue=cote-a-cote in two."""
    record = record_or_404(request, number)
    pair = held_together(version_or_404(record, old), version_or_404(record, new))
    context = {
        "record": record,
        "tabs": record.tabs("versions"),
        "pair": pair,
        "function": record.function_at(pair.new),
        "side": request.GET.get("vue") == SIDE_BY_SIDE,
        "earlier": pair_beside(record.span, pair.new.number - 1),
        "later": pair_beside(record.span, pair.new.number + 1),
        "trail": record.trail(_("Versions %(old)s et %(new)s") % {"old": old, "new": new}),
    }
    return render(request, "governance/version_compare.html", context)
