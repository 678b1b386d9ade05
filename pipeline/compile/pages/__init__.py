"""What the report and the letters' pages are made of: states, places, arrivals, changes, marks."""
