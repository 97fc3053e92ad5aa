"""Services of one node at another: what of ours changed, for peers that ask, and what we have of theirs."""
