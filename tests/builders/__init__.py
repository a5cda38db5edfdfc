"""What several tests stand on: sample records, files and readers. A test takes them from here, never from a test."""
