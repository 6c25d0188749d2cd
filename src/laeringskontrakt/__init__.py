"""Læringskontrakt: a mutual learning contract for clinical education."""

__version__ = "0.1.0"
