"""Run as a script: ask the kernel for a signal at the parent's end, drop root when told, become the program.

    child.py PARENT SIGNAL ACCOUNT PROGRAM ARGUMENT...

ACCOUNT is "uid:gid", or "-" to stay who we are. Only the standard library: this also runs where the packages
cannot be read.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def become(parent: int, sign: int, account: str, command: list[str]) -> None:
    """Never returns. A change of user clears the request to the kernel, so that comes first."""
    if account != "-":
        uid, gid = map(int, account.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sign, 0, 0, 0)
    # The parent may have ended before the request was made.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    os.execv(command[0], command)  # noqa: S606 - a fixed command line of our own


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
