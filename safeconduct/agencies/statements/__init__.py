"""What the agencies of this node say in public of texts of the network: signed, adopted, taken back."""
