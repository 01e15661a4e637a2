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
    if user is not None and (user.has_usable_password() or (not user.is_active and user.last_login)):
        raise Refused(
            _("Un compte existe déjà à cette adresse. En cas d’oubli, son mot de passe peut être réinitialisé.")
        )
    if user is None:
        user = User.objects.create_user(email, first_name=first_name, last_name=last_name, language=language)
    if not user.is_active:  # known until now by the address alone
        user.is_active, user.first_name, user.last_name = True, first_name, last_name
        user.save(update_fields=["is_active", "first_name", "last_name"])
    transaction.on_commit(partial(mail_invitation.enqueue, user.pk))
    return user


def known_by_address(email):
    """Return the account in whose name somebody acts who has a link and no account: closed, without a password.

    Nobody can sign in to it; inviting its owner opens it.
    """
    user = User.objects.filter(email__iexact=email.strip()).first()
    return user or User.objects.create_user(email, is_active=False)
