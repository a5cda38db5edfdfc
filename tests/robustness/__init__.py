"""What is left when a process is killed anywhere on its way."""
