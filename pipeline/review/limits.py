"""What the desk grants one request, one person and one day of work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    upload_bytes: int = 512 * 1024 * 1024
    """Of one file; the command line sets it to what intake would refuse anyway."""
    uploads_bytes: int = 2 * 1024 * 1024 * 1024
    """Of all files of one request."""
    upload_files: int = 500
    """In one request."""
    uploads_waiting: int = 1000
    """Files that wait to be read; more are sent away for later."""
    uploads_at_once: int = 4
    """Requests that send files at the same time."""
    body_bytes: int = 256 * 1024
    """Of any other request."""
    body_seconds: float = 30.0
    """Until all of it must have come. Who sends slowly on purpose would take a place for good."""
    upload_stall: float = 60.0
    """Between two pieces of a file on its way in: slow lines may take long, but move on."""
    requests: int = 64
    """Answered at the same time; more are sent away for a moment."""
    retry_after: int = 2
    sign_in_tries: int = 5
    """Of one name from one address, before it must wait."""
    address_tries: int = 30
    """Of one address, whatever the names."""
    name_tries: int = 50
    """Of one name, wherever from: many addresses guess slowly, and nobody is locked out cheaply."""
    tries_within: float = 300.0
    tries_kept: int = 10_000
    """Names and addresses remembered; the oldest are forgotten, so that memory stays bounded."""
    checks_at_once: int = 2
    """Passwords checked at the same time: each takes 64 MB for a moment."""
