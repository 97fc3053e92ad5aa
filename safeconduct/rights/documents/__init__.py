"""Documents made from a file: letters and requests from templates that a lawyer can change."""
