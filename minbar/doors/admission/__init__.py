"""The door for people: signing in with a second factor, invitations, and the accounts that the administrator keeps."""
