"""python -m factcheck.local up ...: what bin/ calls once the environment stands."""

import sys

from factcheck.local import backup, tests, up
from factcheck.local.trouble import Trouble

COMMANDS = {"up": up.main, "test": tests.main, "backup": backup.backup, "restore": backup.restore}


def main() -> int:
    command, *arguments = sys.argv[1:]
    try:
        return COMMANDS[command](arguments)
    except Trouble as trouble:
        print(f"bin/{command}: {trouble}", file=sys.stderr)
    except OSError as error:
        print(f"bin/{command}: {error.filename or 'The desk stopped'}: {error.strerror or error}.", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
