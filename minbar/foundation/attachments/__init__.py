"""Files that strangers send: read apart, known by their content, set anew without what they tell besides.

:mod:`.checking` is the way in, :mod:`.serving` the way out. What reads a file (:mod:`.process` and what it uses) runs
in a process of its own and knows nothing of Django.
"""
