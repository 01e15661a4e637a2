"""How allauth behaves here: nobody opens an account alone; the council's secretariat invites."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts exist by invitation only."""

    def is_open_for_signup(self, request):
        return False
