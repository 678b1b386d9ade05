"""What was read, written down for others' programs: searchable PDF, hOCR, ALTO."""
