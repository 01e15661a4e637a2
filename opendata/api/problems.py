"""What the API answers when it cannot give what was asked: a problem of RFC 9457, with what would make it right."""

import json

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from ninja.errors import HttpError, Throttled, ValidationError

MEDIA = "application/problem+json"
TITLES = {404: "Not found", 422: "Not understood", 429: "Too many requests"}


def problem(status: int, detail: str, **more) -> HttpResponse:
    """A problem as a response that nobody keeps; `more`: further members."""
    content = {"title": TITLES.get(status, "Problem"), "status": status, "detail": detail, **more}
    response = HttpResponse(json.dumps(content), status=status, content_type=MEDIA)
    patch_cache_control(response, no_store=True)
    return response


def handle_problems(api):
    """Let an API answer each of its errors as a problem."""
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(ValidationError, not_understood)
    api.add_exception_handler(HttpError, refused)


def not_found(request, error=None) -> HttpResponse:
    """Nothing public is there: never recorded, or not public; the answer does not tell which (RULES E4)."""
    return problem(404, "Nothing public is at this address.")


def not_understood(request, error) -> HttpResponse:
    """Which parameters cannot be what they are, one line each."""
    errors = [{"where": ".".join(map(str, each["loc"])), "why": each["msg"]} for each in error.errors]
    return problem(422, "Some parameters cannot be understood; see errors.", errors=errors)


def refused(request, error) -> HttpResponse:
    """Another error; of a limit that is reached, when to come back."""
    response = problem(error.status_code, str(error))
    if isinstance(error, Throttled) and error.wait:
        response["Retry-After"] = str(int(error.wait))
    return response
