"""What changed from one frozen agenda to the next, in words: computed from the two, never typed (RULES S3)."""

from datetime import datetime
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from common.formats import long_datetime
from council.enums import Visibility


def changes_between(old, new, *, public=False):
    """Return what differs between two frozen contents, as sentences in reading order.

    `public`: leave out what is for the members alone, internal items and the link (RULES S5).
    """
    return [*_of_the_sitting(old, new, public), *_of_the_items(_items(old, public), _items(new, public))]


def _of_the_sitting(old, new, public):
    said = []
    if (old["starts_at"], old["ends_at"]) != (new["starts_at"], new["ends_at"]):
        said.append(_hours(old, new))
    if old["place"] != new["place"]:
        facts = {"old": old["place"] or _("aucun lieu"), "new": new["place"] or _("aucun lieu")}
        said.append(_("Lieu : %(new)s, au lieu de : %(old)s.") % facts)
    if old["remote_link"] != new["remote_link"] and not public:
        said.append(_link(new["remote_link"]))
    if old["is_public"] != new["is_public"]:
        said.append(_("La séance est ouverte au public.") if new["is_public"] else _("La séance se tient sans public."))
    if old["urgency_reason"] != new["urgency_reason"] and new["urgency_reason"]:
        said.append(_("Motif d’urgence : %(reason)s") % {"reason": new["urgency_reason"]})
    return said


def _hours(old, new):
    if old["starts_at"] == new["starts_at"]:
        facts = {"end": long_datetime(datetime.fromisoformat(new["ends_at"]))}
        return _("La fin est prévue %(end)s.") % facts
    facts = {name: long_datetime(datetime.fromisoformat(each["starts_at"])) for name, each in _both(old, new)}
    return _("La séance a lieu %(new)s, et non %(old)s.") % facts


def _both(old, new):
    return (("old", old), ("new", new))


def _link(link):
    return _("Lien pour suivre à distance : %(link)s") % {"link": link} if link else _("On ne suit plus à distance.")


def _items(content, public):
    return [item for item in content["items"] if not public or item["visibility"] == Visibility.PUBLIC]


def _of_the_items(old, new):
    """Added, removed, moved, then what changed inside those that stayed."""
    before, after = _named(old, new), _named(new, old)
    added = [item for key, item in after.items() if key not in before]
    removed = [item for key, item in before.items() if key not in after]
    stayed = [key for key in after if key in before]
    return [
        *(_("Point ajouté : %(n)s. « %(item)s ».") % _words(item) for item in added),
        *(_("Point retiré : « %(item)s ».") % _words(item) for item in removed),
        *(_moved(before[key], after[key]) for key in _out_of_order([key for key in before if key in after], stayed)),
        *(sentence for key in stayed for sentence in _inside(before[key], after[key])),
    ]


def _named(items, others):
    """The items by what they are known by: their key where both sides have one, else their text or title."""
    keyed = all("id" in item for item in [*items, *others])
    return {item["id"] if keyed else item["recommendation"] or item["title"]: item for item in items}


def _out_of_order(old, new):
    """The fewest items that have to move for the old order to become the new one."""
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    kept = {key for block in blocks for key in new[block.b : block.b + block.size]}
    return [key for key in new if key not in kept]


def _moved(old, new):
    facts = {"item": new["title"], "old": old["position"], "new": new["position"]}
    return _("« %(item)s » passe du point %(old)s au point %(new)s.") % facts


def _inside(old, new):
    """What changed of one item."""
    if old["title"] != new["title"]:
        yield _("« %(old)s » s’intitule maintenant « %(item)s ».") % {"old": old["title"], "item": new["title"]}
    if old["text_sha256"] != new["text_sha256"]:
        yield _("Le texte %(text)s est maintenant dans sa version %(n)s.") % {
            "text": new["recommendation"], "n": new["version"],
        }  # fmt: skip
    if old["duration"] != new["duration"]:
        yield _("« %(item)s » : %(new)s min, au lieu de %(old)s.") % {
            "item": new["title"], "new": new["duration"], "old": old["duration"],
        }  # fmt: skip
    if old["presenter"] != new["presenter"] and new["presenter"]:
        yield _("« %(item)s » est présenté par %(who)s.") % {"item": new["title"], "who": new["presenter"]}
    if old["note"] != new["note"]:
        yield _("La note de présentation de « %(item)s » a changé.") % {"item": new["title"]}


def _words(item):
    return {"n": item["position"], "item": item["title"]}
