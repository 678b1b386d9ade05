"""What was read and what people decided, in one database."""

from pipeline.store.applying import apply
from pipeline.store.database import Store, open_store
from pipeline.store.deciding import decide
from pipeline.store.desk import Desk, open_desk
from pipeline.store.engine import DATABASE, address
from pipeline.store.types import (
    ROLES,
    Cell,
    Conflict,
    Decision,
    Doubt,
    Event,
    Evidence,
    Hit,
    LetterRow,
    Listing,
    Matrix,
    MatrixRow,
    Role,
    Upload,
    User,
)

__all__ = [
    "DATABASE", "ROLES", "Cell", "Conflict", "Decision", "Desk", "Doubt", "Event", "Evidence",
    "Hit", "LetterRow", "Listing", "Matrix", "MatrixRow", "Role", "Store", "Upload", "User",
    "address", "apply", "decide", "open_desk", "open_store",
]  # fmt: skip
