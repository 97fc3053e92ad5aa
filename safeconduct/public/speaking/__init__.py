"""The translation desk: speakers of a language review what the pages for the person say, with four eyes."""
