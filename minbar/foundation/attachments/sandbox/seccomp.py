"""A filter of system calls: what is not on the list fails with "not permitted", for good.

See seccomp(2). The list holds memory, time, threads of one's own, and reading and writing what is open already. It
holds no call that opens, connects, signals, traces, or begins a process or a program.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import sys

# Classic BPF over struct seccomp_data: number of the call, architecture, instruction pointer, arguments.
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_SET_FILTER, _ALL_THREADS = 1, 1
_NO_NEW_PRIVILEGES = 38
_CLONE_THREAD = 0x10000

_X86_64 = {
    "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11,
    "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "readv": 19, "writev": 20,
    "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39, "exit": 60, "uname": 63,
    "gettimeofday": 96, "getrusage": 98, "sysinfo": 99, "times": 100, "sigaltstack": 131, "gettid": 186, "time": 201,
    "futex": 202, "sched_getaffinity": 204, "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229,
    "clock_nanosleep": 230, "exit_group": 231, "ppoll": 271, "set_robust_list": 273, "getrandom": 318,
    "membarrier": 324, "rseq": 334,
}  # fmt: skip
_GENERIC = {
    "close": 57, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67, "ppoll": 73,
    "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98, "set_robust_list": 99, "nanosleep": 101,
    "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124,
    "restart_syscall": 128, "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139,
    "times": 153, "uname": 160, "getrusage": 165, "gettimeofday": 169, "getpid": 172, "gettid": 178, "sysinfo": 179,
    "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233, "getrandom": 278,
    "membarrier": 283, "rseq": 293,
}  # fmt: skip
#: By machine: the kernel's name for it, the calls on the list, clone, seccomp.
_MACHINES = {
    "x86_64": (0xC000003E, _X86_64, 56, 317),
    "aarch64": (0xC00000B7, _GENERIC, 220, 277),
    "riscv64": (0xC00000F3, _GENERIC, 220, 277),
}
_CLONE3 = 435  # the same on every architecture


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def allow_only_computing() -> bool:
    """Forbid this process every call that is not on the list; False where the machine is not known or refuses."""
    machine = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None:
        return False
    architecture, allowed, clone, seccomp = machine
    steps = _steps(architecture, sorted(allowed.values()), clone)
    instructions = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    program = _Program(len(steps), instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    done: int = libc.syscall(
        ctypes.c_long(seccomp), ctypes.c_long(_SET_FILTER), ctypes.c_long(_ALL_THREADS), ctypes.byref(program)
    )
    return done == 0


def _steps(architecture: int, allowed: list[int], clone: int) -> list[tuple[int, int, int, int]]:
    """The filter; each step is code, how many to pass over if so, how many if not, value."""
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),  # another architecture's numbers mean other calls
        (_LOAD, 0, 0, _NUMBER),
        # A thread may begin, a process may not. What clone3 is asked can't be looked at: libraries fall back on clone.
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _FAIL | errno.ENOSYS),
        (_EQUAL, 0, 4, clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_ANY_BIT, 0, 1, _CLONE_THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL | errno.EPERM),
    ]
    for number in allowed:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    return [*steps, (_RETURN, 0, 0, _FAIL | errno.EPERM)]
