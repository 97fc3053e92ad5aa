"""Ask without a name: a question is sealed here, and its answer is read with six words."""
