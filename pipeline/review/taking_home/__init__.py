"""What people take home from the desk: made of the store's letters, with today's decisions."""
