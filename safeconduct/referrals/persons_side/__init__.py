"""The person's side: their plan, appointments, consents and who saw what, on the worker's device or by a paper code."""
