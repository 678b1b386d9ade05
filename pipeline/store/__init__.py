"""What was read and what people decided, in one database."""

from pipeline.store.corrections import Correction, apply
from pipeline.store.database import Store, open_store

__all__ = ["Correction", "Store", "apply", "open_store"]
