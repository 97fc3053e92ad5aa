"""A case's file for another system, and one from there: HTCDS 2.0, and the signed, sealed package."""
