"""Hostile inputs for the rooms that read what others wrote."""
