"""Papers that go with an item: joined, withdrawn, handed out only to who may see the item (RULES S4)."""

import hashlib
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from common.lifecycle import AlreadyRecorded, refuse_if
from deliberations.enums import SittingState
from deliberations.filetypes import KINDS, kind_of
from deliberations.models import ItemPaper
from deliberations.rules import oversees

from .guards import authorise, in_state, keep, lock_item

CHANGING = (SittingState.DRAFT, SittingState.CONVENED, SittingState.POSTPONED, SittingState.OPEN)


@transaction.atomic
def add_paper(item, *, title, content, by, at, visibility="public"):
    """Join a file to an item; after the convening it is a late one, said so everywhere (RULES S4).

    `content`: the bytes; what they are is read in them. Raises Refused for another kind of file or a larger one,
    AlreadyRecorded for the same bytes on the same item.
    """
    item = lock_item(item)
    _still_open(item.sitting, by, at, "add_paper")
    kind = kind_of(content)
    refuse_if(len(content) > settings.PAPER_MAX_BYTES, _too_large())
    refuse_if(
        kind is None,
        _("Ce fichier n’est pas d’un format reconnu, ou il contient des macros. Formats : %(kinds)s.")
        % {"kinds": ", ".join(KINDS)},
    )
    sha256 = hashlib.sha256(content).hexdigest()
    same = item.papers.standing().filter(sha256=sha256).first()
    if same:
        raise AlreadyRecorded(same, same.added_at)
    paper = ItemPaper(
        item=item, title=title, visibility=visibility, kind=kind.name, size=len(content), sha256=sha256,
        added_at=at, added_by=by,
    )  # fmt: skip
    paper.file.save("", ContentFile(content), save=False)
    return keep(paper, by=by, at=at, reason=_("document ajouté"))


def _too_large():
    megabytes = settings.PAPER_MAX_BYTES // (1024 * 1024)
    return _("Ce fichier est trop lourd : %(megabytes)s Mo au plus.") % {"megabytes": megabytes}


@transaction.atomic
def withdraw_paper(paper, *, by, at):
    """Take a paper away: it leaves no trace in a draft; once announced it is kept as withdrawn, and read no more."""
    item = lock_item(paper.item)
    _still_open(item.sitting, by, at, "withdraw_paper")
    paper.refresh_from_db()
    if paper.withdrawn_at:
        raise AlreadyRecorded(paper, paper.withdrawn_at)
    if item.sitting.state == SittingState.DRAFT:
        return _forget(paper)
    paper.withdrawn_at = at
    return keep(paper, by=by, at=at, reason=_("document retiré"))


def forget_papers(item):
    """Delete the papers of an item that leaves the agenda. For the verbs of this floor."""
    for paper in item.papers.all():
        _forget(paper)


def _forget(paper):
    storage, name = paper.file.storage, paper.file.name
    paper.delete()
    transaction.on_commit(partial(storage.delete, name))


def _still_open(sitting, by, at, act):
    authorise(oversees(by, at), act)
    in_state(sitting, CHANGING, _("Les documents d’une séance levée ne changent plus."))
