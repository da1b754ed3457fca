#!/usr/bin/env bash
# Runs what is named behind it where there is no network but this machine: `tests/offline.sh python -m pytest ...`.
# Exit status 77 where the system does not allow that (namespaces are for root on Linux).
set -euo pipefail
unshare --net true 2>/dev/null || { echo "this system allows no network namespaces"; exit 77; }
exec unshare --net "$1" -c '
import fcntl, os, socket, struct, sys
with socket.socket() as probe:
    fcntl.ioctl(probe, 0x8914, struct.pack("16sh22x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up and running
    try:
        probe.settimeout(2)
        probe.connect(("192.0.2.1", 80))
    except OSError as error:
        assert error.errno == 101, error  # ENETUNREACH: there is no way out
    else:
        sys.exit("the network is not closed")
os.execvp(sys.argv[1], sys.argv[1:])
' "$@"
