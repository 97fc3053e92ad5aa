"""Persons and requests from a file with the columns of HTCDS 2.0: bytes in, contents and errors out, nothing written.

`tables` makes rows of bytes, `columns` says which columns are read and why the others are not, `cells` turns one
cell into our codes, `reading` puts a row together. Use `reading.read`.

Human Trafficking Case Data Standard (HTCDS) 2.0 by IOM, CC BY 4.0. IOM does not endorse this product.
"""
