"""Who can help, in what order and why: rules without a database, a whole search, and what is said when nothing fits."""
