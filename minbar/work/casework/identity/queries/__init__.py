"""Finding people again without opening what is sealed."""
