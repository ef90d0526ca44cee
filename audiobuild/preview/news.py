"""The script with which an open page waits for the next build, and then loads itself again.

Not an event stream: the pages' policy allows scripts from their own host, and no connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

ADDRESS = "/.preview/news.js"
WAIT_S = 30
"""How long a page's request for news is kept waiting."""

_POLL_S = 0.1

# Asked for only when the page is complete, since a browser shows a page as loading for as long as its first scripts do.
_ASK_AGAIN = """\
{
  const ask = () => {
    const script = document.createElement("script");
    script.src = "%s";
    script.onerror = () => setTimeout(ask, 2000);
    document.head.append(script);
  };
  if (document.readyState === "complete") setTimeout(ask);
  else addEventListener("load", () => setTimeout(ask));
}
"""


def tag(build_number: int) -> bytes:
    """What a page needs of a build, to learn of the next."""
    return f'<script src="{ADDRESS}?since={build_number}&amp;now=1" defer></script>'.encode()


def endpoint(build_number: Callable[[], int]) -> Callable[[Request], object]:
    """Answers with a script that reloads the page when there is a new build, or asks again when there was none."""

    async def news(request: Request) -> Response:
        since = request.query_params.get("since", "")
        waited = 0.0 if "now" not in request.query_params else WAIT_S
        while str(build_number()) == since and waited < WAIT_S:
            await asyncio.sleep(_POLL_S)
            waited += _POLL_S
        number = str(build_number())
        script = _ASK_AGAIN % f"{ADDRESS}?since={number}" if number == since else "location.reload()"
        return Response(script, media_type="text/javascript", headers={"cache-control": "no-store"})

    return news
