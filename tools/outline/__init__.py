"""Fits how sure a verdict of the outline room is, on the labelled letters."""
