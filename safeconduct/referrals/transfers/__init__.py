"""What leaves the European Union names the ground on which it may, or it stays."""
