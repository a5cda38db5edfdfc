"""All cases together, for supervisors."""
