"""Who holds health or legal matters in the file of another agency: named there with the person's yes, and asked."""
