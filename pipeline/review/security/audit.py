"""One line on stderr for what an administrator may have to answer for: sign-ins, decisions."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime


def audit(what: str, who: str, address: str, /, **more: object) -> None:
    """``2026-11-20T09:00:00+00:00 decide {"who": …}``. Values are JSON, in ASCII: no name can
    break the line or colour the terminal."""
    told = json.dumps({"who": who, "from": address, **more}, ensure_ascii=True, default=str)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    print(f"{when} {what} {told}", file=sys.stderr, flush=True)
