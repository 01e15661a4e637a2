"""Opening accounts: by invitation only, entered through a link that works once."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.tasks import mail_invitation
from common.lifecycle import Refused


@transaction.atomic
def invite(*, email, first_name="", last_name="", language="fr"):
    """Open an account without a password and mail the link by which its owner chooses one; return the User.

    Inviting again sends a fresh link as long as no password was chosen. Raises Refused once one was.
    """
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is not None and (user.has_usable_password() or not user.is_active):
        raise Refused(
            _("Un compte existe déjà à cette adresse. En cas d’oubli, son mot de passe peut être réinitialisé.")
        )
    if user is None:
        user = User.objects.create_user(email, first_name=first_name, last_name=last_name, language=language)
    transaction.on_commit(partial(mail_invitation.enqueue, user.pk))
    return user
