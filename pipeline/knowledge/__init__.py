"""Loading and validating what lies under ``models/``. No decisions are made here."""
