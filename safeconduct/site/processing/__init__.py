"""Record of processing and draft of an impact assessment, written from what is set on this node at this moment."""
