"""vanban: from scans of Vietnamese official letters to a compliance table."""

__version__ = "0.1.0"
