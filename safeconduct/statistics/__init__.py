"""Figures of the network's own work, from facts that lead back to no case."""
