"""Two lawyers of one person, in two agencies, link their matters: a privileged channel that nobody else reads."""
