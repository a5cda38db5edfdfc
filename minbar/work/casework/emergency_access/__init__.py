"""Opening one case for some hours, with a reason; others are notified, one of them reviews it."""
