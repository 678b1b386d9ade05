"""The application, put together: guards outside, the interface and the pages within."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI

from pipeline import __version__
from pipeline.messages import Lang
from pipeline.review import failures
from pipeline.review.api import PREFIX, router
from pipeline.review.limits import Limits
from pipeline.review.pressure import Pressure
from pipeline.review.reader import Reader
from pipeline.review.schema import mend
from pipeline.review.security.bodies import BoundedBodies
from pipeline.review.security.door import Door, House
from pipeline.review.security.headers import SafeHeaders
from pipeline.review.security.hosts import Front, KnownHosts
from pipeline.review.security.key import desk_key
from pipeline.review.security.porter import Porter
from pipeline.review.taking_home.downloads import Downloads, Maker
from pipeline.review.taking_home.recipes import make
from pipeline.review.uploading.queue import UploadQueue

if TYPE_CHECKING:
    from pipeline.store.desk import Desk


def create_app(
    desk: Desk,
    out: Path,
    reader: Reader,
    *,
    front: Front | None = None,
    limits: Limits | None = None,
    lang: Lang = "vi",
    outline: str = "",
    maker: Maker = make,
) -> FastAPI:
    """The review desk over ``desk``, whose letters lie under ``out``. ``reader`` reads what is
    uploaded; ``maker`` makes what people take home; ``outline`` is the file that the results were
    scored by, empty for the known ones. Raises ``OutputUnwritable``."""
    limits, front = limits or Limits(), front or Front()
    out = out.resolve()
    house = House(desk, out, desk_key(out), front, lang)
    uploads = UploadQueue(desk, out, reader, limits, lang)

    @asynccontextmanager
    async def living(_app: FastAPI) -> AsyncIterator[None]:
        uploads.start()
        yield
        uploads.stop()

    app = FastAPI(
        title="vanban",
        description="The review desk: letters, doubts and decisions.",
        version=__version__,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # their pages load scripts from the network
        redoc_url=None,
        lifespan=living,
    )
    app.state.desk, app.state.out, app.state.lang = desk, out, lang
    app.state.uploads, app.state.limits = uploads, limits
    app.state.downloads = Downloads(desk, out, outline, maker)
    app.state.porter = Porter(house, limits)
    failures.register(app)
    app.include_router(router())
    mend(app)
    _pages(app)
    # The last one added is the outermost: what is turned away early costs nothing.
    app.add_middleware(Door, house=house)
    app.add_middleware(BoundedBodies, limits=limits)
    app.add_middleware(Pressure, limits=limits)
    app.add_middleware(KnownHosts, front=front)
    app.add_middleware(SafeHeaders)
    return app


def _pages(app: FastAPI) -> None:
    from pipeline.review import pages

    pages.register(app)
