"""What looks across letters, and what people take home: it stands on published documents."""
