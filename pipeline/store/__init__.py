"""What was read and what people decided, in one database."""

from pipeline.store.corrections import Correction, apply
from pipeline.store.database import Store, open_store
from pipeline.store.deciding import decide

__all__ = ["Correction", "Store", "apply", "decide", "open_store"]
