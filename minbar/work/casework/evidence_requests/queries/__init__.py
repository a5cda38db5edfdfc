"""What advocacy is told of cases, and the testimonies that a reader sees."""
