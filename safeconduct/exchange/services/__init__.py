"""What changed of services, asked and answered between nodes. What a service is, the directory knows."""
