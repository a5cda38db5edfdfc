"""What clients may ask of their data: requests, exports, erasure, retention; and breaches."""
