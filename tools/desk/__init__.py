"""How fast the review desk's database is."""
