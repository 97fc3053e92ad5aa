"""Cases that an agency already has, brought in from a file: read, mapped, looked at, taken in, and taken back.

`tables`, `spreadsheets` make rows of bytes; `targets`, `mapping`, `cells`, `rows` make a person's sections of a row;
`twins` says who may be the same person. Those are pure. `actions` and `work` do it, `queries` and `pages` show it.
One way for the page and for `./run import`: both only call `actions` and `work`.
"""
