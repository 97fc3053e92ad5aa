"""A step of a plan as a task in common with the agencies that do it, and how it stands there, back beside the step."""
