"""What a process that reads a stranger's file takes from itself before the first byte of it.

A parser that a file takes over can do what its process can. So the process reads its code and its input first, then
:func:`.lock.lock` leaves it an open input, an open output, memory and time: no file, no socket, no other process.
"""
