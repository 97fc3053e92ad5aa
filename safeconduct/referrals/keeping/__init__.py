"""What is kept, until when and by whom: classes as data, and a list for whoever supervises or coordinates."""
