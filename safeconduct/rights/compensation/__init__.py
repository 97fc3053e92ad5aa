"""Claims for compensation (form F11): what was lost, before whom it is claimed, what was awarded and what was paid."""
