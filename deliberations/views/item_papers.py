"""Papers that go with an item: joined and withdrawn on the preparation desk, handed out by one door (RULES S4)."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deliberations import agenda_forms, services
from deliberations.enums import SittingState
from deliberations.filetypes import KINDS
from deliberations.models import ItemPaper
from deliberations.rules import papers_visible_to

from .agenda import address
from .doors import confirm_page, for_who_oversees, form_page


@require_safe
def paper(request, slug, pk):
    """Hand out a paper to who may see its item: as a file to save, never as a page of this site."""
    readable = papers_visible_to(request.user, timezone.now()).filter(item__sitting__slug=slug)
    found = get_object_or_404(readable, pk=pk)
    kind = KINDS[found.kind]
    name = f"{slugify(found.title) or found.pk}.{kind.extension}"
    answer = FileResponse(found.file.open(), as_attachment=True, filename=name, content_type=kind.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@for_who_oversees
def add_paper(request, sitting, at, pk):
    """Join a file to an item."""
    item = get_object_or_404(sitting.items, pk=pk)
    form = agenda_forms.PaperForm(request.POST or None, request.FILES or None)
    late = sitting.state == SittingState.CONVENED
    return form_page(
        request, sitting, form, lambda **data: services.add_paper(item, by=request.user, at=at, **data),
        title=_("Joindre un document"), done=_("Le document est joint."), back=address(sitting, f"#point-{item.pk}"),
        intro=_("La convocation est partie : il sera marqué « ajouté après la convocation ».") if late else item.title,
    )  # fmt: skip


@for_who_oversees
def withdraw_paper(request, sitting, at, pk):
    """Take a paper away, after saying what that does."""
    found = get_object_or_404(ItemPaper.objects.standing().filter(item__sitting=sitting), pk=pk)
    announced = [_("Il a été annoncé : il reste noté comme retiré, et plus personne ne peut le lire ici.")]
    return confirm_page(
        request, sitting, lambda: services.withdraw_paper(found, by=request.user, at=at),
        title=_("Retirer ce document"), text=f"« {found.title} »", done=_("Le document est retiré."),
        consequences=announced if sitting.state != SittingState.DRAFT else (),
        back=address(sitting, f"#point-{found.item_id}"),
    )  # fmt: skip
