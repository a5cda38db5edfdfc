"""The outbox: whoever has something to say writes it down here, and the worker says it once that is committed.

- A room declares what it says in its ``emails.py`` (:mod:`minbar.foundation.notifications.kinds`), and says it with
  :func:`minbar.foundation.notifications.outbox.notify`.
- A channel is a way to reach somebody (:mod:`minbar.foundation.notifications.channels`). There is e-mail; any installed
  app adds another by declaring it in its ``channels.py``.
- What is sent is put into words when it is sent, so the database holds none of them; a link that is a key to something
  lies sealed until then.
"""
