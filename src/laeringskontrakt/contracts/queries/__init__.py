"""Reads of contracts, with a constant number of queries."""
