"""Services from elsewhere: HSDS, spreadsheets, the seed. Every row becomes a proposal; a keeper of the node decides.

The pure part: `objects` and `zipped` (a file as records), `hsds` and `rows` (a record as a proposal, or what is wrong
in it), `confidential` (what of a confidential place is never taken over), `rules`. With the database: `actions`,
`work`, `queries`.
"""
