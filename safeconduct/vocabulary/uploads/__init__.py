"""What both projects need to look at a file of others: the virus scanner's protocol, and a process with no way out."""
