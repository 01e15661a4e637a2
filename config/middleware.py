"""What every response says about where its parts may come from."""

from csp.middleware import CSPMiddleware
from django.conf import settings


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy on the site; a looser one on the back office, whose widgets carry inline scripts."""

    def process_response(self, request, response):
        if request.path.startswith(settings.BACK_OFFICE_PREFIXES):
            response._csp_update = settings.BACK_OFFICE_POLICY
        return super().process_response(request, response)
