"""What an agenda can start from: the templates, and the sittings of before."""

from functools import partial

from django.utils.translation import gettext as _

from common.formats import long_date
from deliberations.models import AgendaTemplate, Sitting
from deliberations.services import outline_of

EARLIER = 12


def sources(body, *, but=None):
    """Return {group: {key: (label, () -> lines)}}, without the sitting itself: two queries."""
    templates = {f"modele-{each.pk}": (each.name, partial(list, each.lines)) for each in AgendaTemplate.objects.all()}
    sittings = Sitting.objects.filter(body=body).exclude(pk=but.pk if but else None).order_by("-starts_at")[:EARLIER]
    earlier = {
        f"seance-{each.pk}": (f"{each.title}, {long_date(each.starts_at)}", partial(outline_of, each))
        for each in sittings
    }
    groups = {_("Un modèle"): templates, _("Une séance précédente"): earlier}
    return {name: group for name, group in groups.items() if group}
