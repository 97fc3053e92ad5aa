"""What a person is entitled to, by country: rules as data with their sources, what applies to one person, and proof."""
