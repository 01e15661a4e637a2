"""What every operation of the API does besides answering: count, refuse what it does not know, say what may be kept."""

import time
from functools import wraps

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.throttling import BaseThrottle
from pydantic import BaseModel

from common.limits import allowed

from .problems import MEDIA, handle_problems

MINUTE = 60  # seconds


class PerAddress(BaseThrottle):
    """API_REQUESTS_A_MINUTE for each address a request comes from, minute by minute of the clock."""

    def allow_request(self, request):
        minute = int(time.time()) // MINUTE
        return allowed(request, f"api:{minute}", most=settings.API_REQUESTS_A_MINUTE, within=MINUTE)

    def wait(self):
        """How many seconds are left of this minute."""
        return MINUTE - int(time.time()) % MINUTE


def only_known_parameters(operation):
    """Refuse a parameter the operation does not have: a filter that is silently left out answers another question."""

    @wraps(operation)
    def checked(request, **values):
        known = {name for given in values.items() for name in _names(*given)} - set(request.resolver_match.kwargs)
        unknown = sorted(set(request.GET) - known)
        if unknown:
            hint = f"unknown here; known: {', '.join(sorted(known)) or 'none'}"
            raise ValidationError([{"loc": ["query", name], "msg": hint} for name in unknown])
        return operation(request, **values)

    return checked


def _names(name, value):
    """The parameters that one argument of an operation stands for."""
    return type(value).model_fields if isinstance(value, BaseModel) else [name]


def kept_while_the_same(run):
    """Give an answer its ETag and answer 304 to who holds it already; anybody may keep it, and asks again."""
    conditional = conditional_page(run)

    @wraps(run)
    def answered(request, **values):
        response = conditional(request, **values)
        if response.status_code in (200, 304):
            patch_cache_control(response, public=True, no_cache=True)
        for relation, url in getattr(request, "links", {}).items():
            link = f'<{url}>; rel="{relation}"'
            response["Link"] = f"{response['Link']}, {link}" if response.has_header("Link") else link
        return response

    return answered


def link_to(request, **links):
    """Say in the Link header where an answer goes on; `links`: addresses by their relation, None for none."""
    request.links = {relation: url for relation, url in links.items() if url}


class PublicAPI(NinjaAPI):
    """The API of the public record: read only, the same for everybody."""

    def __init__(self, **described):
        super().__init__(throttle=[PerAddress()], **described)
        handle_problems(self)
        self.add_decorator(only_known_parameters)
        self.add_decorator(kept_while_the_same, mode="view")

    def get_openapi_operation_id(self, operation):
        return operation.view_func.__name__

    def get_openapi_schema(self, **asked):
        """The description, with problems under the media type they are sent in."""
        schema = super().get_openapi_schema(**asked)
        for operations in schema["paths"].values():
            for status, response in operations["get"]["responses"].items():
                if int(status) >= 400:
                    response["content"] = {MEDIA: next(iter(response["content"].values()))}
        return schema
