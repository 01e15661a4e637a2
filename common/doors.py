"""How a door answers when an act is done, was done before, or is refused (RULES E1, E3)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from common.formats import long_datetime

from .lifecycle import AlreadyRecorded, NotAllowed


def attempt(request, act, *, done, form=None, again=None):
    """Run `act()`; tell the person what came of it; return True when the record holds it now.

    `done`: what to say, or a function of what the act returned. `again`: a function of the record that was written
    before, giving what to recall of it beside its moment.

    A refusal, or a constraint that would be broken, goes to the form, which keeps what was typed, or to the messages
    where there is no form. Who may not act does not find the act (RULES E4).
    """
    try:
        result = act()
    except AlreadyRecorded as before:
        words = _("Déjà enregistré, %(when)s.") % {"when": long_datetime(before.at)}
        messages.info(request, f"{words} {again(before.record)}" if again else words)
    except NotAllowed as refusal:
        raise Http404 from refusal
    except ValidationError as refusal:
        if form is None:
            messages.error(request, " ".join(refusal.messages))
        else:
            form.add_error(None, refusal)
        return False
    else:
        messages.success(request, done(result) if callable(done) else done)
    return True
