"""What is done with requests of clients, exports, erasures and breaches."""
