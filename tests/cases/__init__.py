"""Files that a batch of letters may hold, good and bad, each made by code: the table is
``tests/resources/README.md``; ``python -m tests.cases`` shows what becomes of each."""

from __future__ import annotations

from tests.cases.bad_pdfs import BOMBS, DAMAGED
from tests.cases.documents import DOCUMENTS
from tests.cases.good_pdfs import PDFS
from tests.cases.mail import MAIL
from tests.cases.photos import PHOTOS
from tests.cases.pictures import PICTURES
from tests.cases.places import PLACES
from tests.cases.scans import SCANS
from tests.cases.signed import SIGNED
from tests.cases.table import Case, Group

GROUPS: tuple[Group, ...] = (
    PDFS, SCANS, DAMAGED, SIGNED, BOMBS, PICTURES, PHOTOS, DOCUMENTS, MAIL, PLACES,
)  # fmt: skip
CASES: tuple[Case, ...] = tuple(case for group in GROUPS for case in group.cases)
