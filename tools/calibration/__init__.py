"""Fits ``models/calibration.yaml`` on our own rendered letters, and draws how well it holds."""
