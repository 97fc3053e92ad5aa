"""Keeping services true."""
