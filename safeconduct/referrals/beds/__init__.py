"""The daily bed count of shelters: free places by kind, seen by those agencies that agreed with one another."""
