"""The public API: what anyone may read, described by itself at /api/v1/docs and /api/v1/openapi.json (docs/api.md).

Direction: problems ← door, paging, asked ← records, ballots, sittings, council, chain; this module joins them.
"""

from django.conf import settings

from . import ballots, chain, council, records, sittings
from .door import PublicAPI

ABOUT = f"""
The public record of the council: the same that its pages show, for programs. No key, no account, read only.

**Lists** come in pages: `page` from 1, `page_size` up to 100, {settings.NINJA_PAGINATION_PER_PAGE} without it. The
answer holds `items`, their `count` in all, `next` and `previous`; the `Link` header says the same (RFC 8288).

**Filters** are parameters, each described with its list. An unknown one is refused: left out silently, it would answer
another question.

**Errors** are problems (RFC 9457, `application/problem+json`): `title`, `status`, `detail`, and for parameters
`errors`, one for each that cannot be understood.

**Caching**: each answer carries an `ETag`; sent back in `If-None-Match`, it is answered 304 while nothing changed.

**Limit**: {settings.API_REQUESTS_A_MINUTE} requests a minute for each address they come from; beyond, 429 with
`Retry-After` in seconds. For everything at once, take the files of `/donnees/` instead.

**Other sites** may read it from a browser: `Access-Control-Allow-Origin: *`, no credentials.

Moments are ISO 8601 with their offset, days `YYYY-MM-DD`, digests SHA-256 in hexadecimal. Texts are frozen versions,
never drafts.
"""
LICENCE = {"name": "Licence Ouverte 2.0", "identifier": "etalab-2.0"}

api = PublicAPI(
    title="Coconseil",
    version="1",
    urls_namespace="api",
    description=ABOUT,
    openapi_extra={"info": {"license": LICENCE}},
)
for part in (records, ballots, sittings, council, chain):
    api.add_router("", part.router)
