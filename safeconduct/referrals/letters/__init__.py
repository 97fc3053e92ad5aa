"""Questions that people ask on the public site without a name: read here, answered here, and never of a case."""
