"""What a question offers to choose from: short texts, none twice (RULES V1, E1)."""

from django.utils.translation import gettext as _

from common.lifecycle import Refused

LONGEST = 120


def tidy(texts):
    """The texts without the empty ones and without what surrounds them."""
    return [line for text in texts if (line := " ".join(text.split()))]


def check_offered(texts):
    """Raise Refused, naming the text, for one given twice or too long to be read on a paper."""
    seen = set()
    for text in texts:
        if text.casefold() in seen:
            raise Refused(_("« %(text)s » est donné deux fois : gardez-le une seule fois.") % {"text": text})
        if len(text) > LONGEST:
            facts = {"text": text[:40], "most": LONGEST}
            raise Refused(_("« %(text)s… » est trop long : %(most)s signes au plus.") % facts)
        seen.add(text.casefold())
