"""The screens of cases. Each is behind the wall: it reads as the one who asks."""
