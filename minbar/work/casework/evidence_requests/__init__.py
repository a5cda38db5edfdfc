"""Testimonies: an advocacy officer asks, case workers write, two others check, words go out."""
