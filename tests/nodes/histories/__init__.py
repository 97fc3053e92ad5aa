"""Random histories of one referral between two real nodes, beside a model that is nothing but sets of moves."""
