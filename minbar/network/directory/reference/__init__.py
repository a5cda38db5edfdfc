"""Reference data that ships with Minbar: the gazetteer, the engagement categories, the kinds of organisation."""
