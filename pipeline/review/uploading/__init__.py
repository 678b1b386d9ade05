"""From a file that somebody hands in to a letter among the results."""
