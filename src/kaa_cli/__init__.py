"""Outreach tracker for a Swedish municipality's aktivitetsansvar (KAA)."""

__version__ = "0.1.0"
