"""Faults to order: what an OCR engine, an executor, a disk and a clock do when they fail.

``engines``: engines that crash, hang or eat memory, put into each worker. ``programs``: a program
called ``tesseract`` that gives wrong output. ``executors``: pools that break, lose work, or run in
part within this process. ``disk``: writes that fail. ``corpus``: letters small enough to be read a
hundred times. ``same``: what two runs must have in common.
"""
