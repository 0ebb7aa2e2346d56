"""Whether anything is lost when many save at once, at a guide of several workers.

    python bench/desk_saves.py
    python tests/with_postgres.py python bench/desk_saves.py --saves 100 --races 200 --submits 50

Eight editors add their marks to texts, mostly their own, every fourth time the same one; whoever meets a conflict begins again. Then two
at a time change, delete, revert or act on the same row at the same moment. Then one form is sent many times at once.
A lost mark, a fault of the server, a race that both have won, or a second object is an error. On PostgreSQL where
DATABASE_URL names an empty database. Nothing outside a temporary directory is touched.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--editors", type=int, default=8)
    parser.add_argument("--saves", type=int, default=100, help="of each editor")
    parser.add_argument("--races", type=int, default=200)
    parser.add_argument("--submits", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as state:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "boras_guide.settings", "VAR": state}
        os.environ.setdefault("DICTIONARIES", str(ROOT / "var" / "dictionaries"))
        import django

        django.setup()
        sys.exit(1 if measure(Path(state), options) else 0)


def measure(var: Path, options: argparse.Namespace) -> int:
    from tests.processes import LOG, manage, served
    from tests.support.desk_races import SCENE, Scene, marks, races, same_submits

    database = {name: os.environ[name] for name in ("DATABASE_URL",) if name in os.environ}
    with served(var, WEB_CONCURRENCY=str(options.workers), **database) as guide:
        script = SCENE.format(editors=options.editors, races=options.races)
        made = manage("shell", "--verbosity=0", "-c", script, var=var, **database)
        assert made.returncode == 0, made.stderr
        scene = Scene.printed(made.stdout)
        began = time.monotonic()
        statuses, lost = marks(guide, scene, options.saves)
        print(
            f"saves     {dict(statuses)} in {time.monotonic() - began:.0f} s: lost {len(lost)} {lost[:5]}",
            flush=True,
        )
        outcomes, silent = races(guide, scene)
        for outcome, times in sorted(outcomes.items()):
            print(f"race      {outcome}: {times}")
        print(f"races     {sum(outcomes.values())}: silent {len(silent)} {silent[:5]}", flush=True)
        answers, objects = same_submits(guide, scene, options.submits)
        print(f"submits   {dict(answers)}: objects {objects}")
    log = (var / LOG).read_text()
    faults = log.count("Traceback")
    locked = log.count("did not answer")  # the database kept somebody waiting too long
    print(f"log       faults {faults}, locked {locked}")
    if faults:
        print(log[-3000:])
    unexpected = sum(times for status, times in statuses.items() if status not in (302, 409))
    return len(lost) + len(silent) + (objects != 1) + faults + locked + unexpected


if __name__ == "__main__":
    main()
