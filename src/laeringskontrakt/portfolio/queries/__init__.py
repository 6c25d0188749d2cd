"""Reads for pages, each with a constant number of queries."""
