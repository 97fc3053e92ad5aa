"""Which services a search looks at: rows that lie laid out, read by bits, places and words that were typed."""
