"""What every response says about where its parts may come from."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy on the site; a looser one on the back office, whose widgets carry inline scripts."""

    def process_response(self, request, response):
        if request.path.startswith(settings.BACK_OFFICE_PREFIXES):
            response._csp_update = settings.BACK_OFFICE_POLICY
        return super().process_response(request, response)


class OpenToOtherSites:
    """The public record may be read by the pages of any site, without credentials: those never see an account."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(settings.READABLE_ELSEWHERE):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return response


class BackOfficeDoor:
    """Who has no business in the back office does not find it (RULES E4), instead of going round by the sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Raise Http404 for a signed-in account without access; an anonymous one is asked to sign in."""
        inside = request.path.startswith("/gestion/") and request.user.is_authenticated
        if inside and not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404


class OldLinks:
    """Who follows a link to an address that only takes forms reads where to go, instead of an empty page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        above = request.path.rstrip("/").rpartition("/")[0] + "/"
        page = render(request, "405.html", {"above": above}, status=405)
        page["Allow"] = response["Allow"]
        return page


class PrivatePages:
    """What is answered to somebody signed in stays in no cache: not a proxy's, nor that of a shared computer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
