"""How gunicorn serves the guide, on a laptop and in production. Read by `make run` and guide.service.

Environment: PORT, BIND (production only), WEB_CONCURRENCY, GUIDE_ENV. See docs/deploy.md.
"""

import errno
import os
import socket
import sys
from pathlib import Path

from gunicorn.glogging import Logger

PRODUCTION = os.environ.get("GUIDE_ENV") == "production"
PORT = os.environ.get("PORT", "8000")
if not PORT.isdecimal() or not 0 < int(PORT) < 65536:
    sys.exit(f"PORT must be a number from 1 to 65535, not {PORT!r}.")


class DiscreetLogger(Logger):
    """Writes neither who visited nor what they asked for; gunicorn does both when something goes wrong."""

    def warning(self, msg, *args, **kwargs):
        if str(msg).startswith("Invalid request from ip="):
            msg, args = "Refused a request that is not HTTP as it should be.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling a request", ()
        super().exception(msg, *args, **kwargs)


wsgi_app = "boras_guide.wsgi"
chdir = str(Path(__file__).resolve().parent.parent)
proc_name = "guide"

# On this machine only, unless production asks for another address with BIND.
bind = os.environ.get("BIND", f"127.0.0.1:{PORT}") if PRODUCTION else f"127.0.0.1:{PORT}"
# Whose X-Forwarded-* are believed: a proxy on the same machine.
forwarded_allow_ips = "127.0.0.1,::1"

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", len(os.sched_getaffinity(0))))
threads = 4
# Heartbeats in memory: on a slow disk they stall, and gunicorn kills the worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  made with mkstemp

timeout = 30  # seconds without a heartbeat
graceful_timeout = 20  # to finish requests when asked to stop
keepalive = 5

# A reader's list and many filters live in the address, so it may be long; beyond this 414 or 431.
limit_request_line = 8190
limit_request_fields = 64
limit_request_field_size = 8190

accesslog = None
errorlog = "-"
loglevel = "warning"
logger_class = DiscreetLogger
control_socket_disable = True  # nothing here uses it


def on_starting(server):
    """Say it plainly when the port is taken, instead of five tries and a traceback."""
    if PRODUCTION or "GUNICORN_FD" in os.environ or "LISTEN_FDS" in os.environ:
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                sys.exit(f"Port {PORT} is already in use. Choose another: make run PORT={int(PORT) + 1}")
            if error.errno == errno.EACCES:
                sys.exit(f"Port {PORT} is not open to you. Choose one above 1023: make run PORT=8000")
            raise


def when_ready(server):
    if not PRODUCTION:
        print(
            f"\nThe guide is running.\n"
            f"    for parents   http://localhost:{PORT}/\n"
            f"    for editors   http://localhost:{PORT}/redaktion/\n"
            "Stop it with Ctrl+C.",
            flush=True,
        )
