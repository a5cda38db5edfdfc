"""What a client sees and does by number and code."""
