"""Taking a case in: identity, consents, number and secret code."""
