"""The application: one office, its doors, its routes."""

from __future__ import annotations

import asyncio
import getpass
import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from pipeline.errors import InputError
from pipeline.review import articles, deeds, guard, outputs, pages, reading, teaching
from pipeline.review.asked import Doors
from pipeline.review.context import Context
from pipeline.review.guard import Keys
from pipeline.review.office import Office

DERIVE_EVERY = 2.0  # seconds after which decisions.jsonl follows the history


def create(office: Office, keys: Keys, *, host: str = "127.0.0.1") -> FastAPI:
    """Return the application.

    On loopback whoever comes is an editor; at any other address only who knows the token.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async def derive() -> None:
            while True:
                await asyncio.sleep(DERIVE_EVERY)
                await asyncio.to_thread(office.write_decisions)

        task = asyncio.create_task(derive())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await asyncio.to_thread(office.close)

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.context = Context(
        office=office,
        keys=keys,
        needs_token=not guard.is_loopback(host),
        default_name=_user(),
    )
    mimetypes.add_type("text/javascript", ".js")  # Windows asks its registry, which may not know
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    for router in (
        reading.router,
        deeds.router,
        outputs.router,
        articles.router,
        teaching.router,
    ):
        app.include_router(router)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(InputError, _wrong)
    app.add_middleware(Doors, bound=host, keys=keys)
    return app


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name
        return "editor"


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return _told(request, error.status_code, str(error.detail), error.headers)


def _wrong(request: Request, error: Exception) -> Response:
    return _told(request, 422 if request.method == "POST" else 500, str(error))


def _told(request: Request, status: int, words: str, headers: Any = None) -> Response:
    if status in (303, 307) and headers:
        return Response(status_code=status, headers=dict(headers))
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": words}, status)
    return HTMLResponse(pages.render("error", {"status": status, "words": words}), status)
