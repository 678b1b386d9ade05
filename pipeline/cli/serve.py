"""``vanban serve``: the review desk, for this machine or, with users, for an office."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.errors import BadSettings, ExitCode, NoUsers, OutputUnwritable
from pipeline.messages import say, spoken

if TYPE_CHECKING:
    from fastapi import FastAPI

    from pipeline.review.security.hosts import Front
    from pipeline.settings import Settings
    from pipeline.store.desk import Desk

_BACKLOG = 256
_SHUTDOWN = 5
_KEEP_ALIVE = 30


def serve(options: Namespace) -> ExitCode:
    """Serves until it is stopped; the address goes to stdout, everything else to stderr."""
    from pipeline import settings

    chosen = settings.load({"lang": spoken(), "database": options.database})
    front = _front(options.host, options.url)
    desk = open_synchronised(options.out, chosen)
    try:
        if not front.loopback and not desk.users():
            raise NoUsers(what=f"vanban users {options.out} add …")
        app = desk_app(desk, options.out, chosen, front)
        if options.openapi is not None:
            return _write_openapi(app, options.openapi)
        _listen(app, front, options.port, options.browser)
    finally:
        desk.close()
    return ExitCode.OK


def open_store_of(out: Path, chosen: Settings) -> Desk:
    """The desk's store of ``out``, made if need be. Raises ``OutputUnwritable``."""
    from pipeline.store.desk import open_desk
    from pipeline.store.engine import address

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputUnwritable(where=str(out), what=error.strerror or str(error)) from error
    return open_desk(address(out, chosen.database))


def open_synchronised(out: Path, chosen: Settings) -> Desk:
    """The store, with the letters of the last run into ``out`` in it."""
    from pipeline.compile.shelved import Shelved

    desk = open_store_of(out, chosen)
    try:
        if (out / "documents.jsonl").is_file():
            desk.synchronise(Shelved(out / "documents.jsonl"))
    except BaseException:
        desk.close()
        raise
    return desk


def desk_app(desk: Desk, out: Path, chosen: Settings, front: Front) -> FastAPI:
    """The application as it is served: letters are read and files are made in processes of their
    own, so that who decides need not wait."""
    from pipeline.cli.apart import ApartReader, make_apart
    from pipeline.journey.inputs import recall
    from pipeline.review.app import create_app
    from pipeline.review.limits import Limits

    workers = chosen.workers or max(1, (os.cpu_count() or 2) - 1)  # one core is for people
    reader = ApartReader(out, replace(chosen, workers=workers))
    outline = chosen.outline or str(recall(out, ()).settings.get("outline", ""))
    limits = Limits(upload_bytes=chosen.max_bytes)
    return create_app(
        desk,
        out,
        reader,
        front=front,
        limits=limits,
        lang=chosen.lang,
        outline=outline if Path(outline).is_file() else "",
        maker=make_apart,
    )


def _front(host: str, url: str) -> Front:
    from pipeline.review.security.hosts import Front

    if url and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        raise BadSettings(where="--url", what=url)
    return Front(host, url)


def _listen(app: FastAPI, front: Front, port: int, browser: bool) -> None:
    import uvicorn

    listening = _socket(front.host, port)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # decisions and sign-ins have lines of their own
        server_header=False,
        proxy_headers=bool(front.url),  # without a proxy, nobody may say that he is somebody else
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_graceful_shutdown=_SHUTDOWN,
        timeout_keep_alive=_KEEP_ALIVE,
        backlog=_BACKLOG,
    )
    server = uvicorn.Server(config)
    shown = f"[{front.host}]" if ":" in front.host else front.host
    address = front.url or f"http://{shown}:{listening.getsockname()[1]}/"
    print(say("serve.address", address=address), flush=True)
    print(say("serve.stop"), file=sys.stderr, flush=True)
    if browser and front.loopback and _has_screen():
        threading.Thread(target=_open_browser, args=(server, address), daemon=True).start()
    server.run(sockets=[listening])


def _socket(host: str, port: int) -> socket.socket:
    """Bound before anything is told: a port that is taken is said in plain words."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(_BACKLOG)  # who opens the address as soon as it is told waits, and gets in
    except (OSError, OverflowError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise BadSettings(where=f"--host {host} --port {port}", what=what) from error
    made.set_inheritable(False)
    return made


def _has_screen() -> bool:
    """Whether a browser would open a window rather than take the terminal."""
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _open_browser(server: Any, address: str) -> None:
    import webbrowser

    while not server.started and not server.should_exit:
        time.sleep(0.1)
    if server.started:
        webbrowser.open(address)


def _write_openapi(app: FastAPI, path: Path) -> ExitCode:
    import json

    from pipeline.files import write_atomically

    told = json.dumps(app.openapi(), ensure_ascii=False, indent=1) + "\n"
    write_atomically(path, told.encode("utf-8"))
    print(path)
    return ExitCode.OK
