"""Texts of the network that agencies of this node sign or adopt, and whose times the node's clocks follow."""
