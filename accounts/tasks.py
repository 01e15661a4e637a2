"""What accounts send, after the change that causes it is stored."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from accounts.models import User
from common.identity import identity

SECONDS_A_DAY = 86400


def invitation_link(user):
    """The address at which `user` chooses a password; void once one is chosen, or after PASSWORD_RESET_TIMEOUT."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])
    return settings.WAGTAILADMIN_BASE_URL + path


@task()
def mail_invitation(user_id):
    """Write to the person, in their language, how to choose a password."""
    user = User.objects.get(pk=user_id)
    with translation.override(user.language):
        words = {
            "user": user,
            "link": invitation_link(user),
            "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY,
            "council": identity().full,
        }
        subject = render_to_string("accounts/invitation_subject.txt", words)
        body = render_to_string("accounts/invitation.txt", words)
    send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [user.email])
