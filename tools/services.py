"""Say whether the production profile's database and queue can be reached; exit 1 with a sentence if not."""

import os
import sys


def main() -> int:
    problems = [*_database(os.environ["DATABASE_URL"]), *_queue(os.environ["CELERY_BROKER_URL"])]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _database(url: str) -> list[str]:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        return [f"PostgreSQL cannot be reached ({error}). Start it, or set DATABASE_URL."]
    return []


def _queue(url: str) -> list[str]:
    from kombu import Connection

    try:
        Connection(url, connect_timeout=5).ensure_connection(max_retries=1, timeout=5).release()
    except OSError as error:
        return [f"The queue cannot be reached ({error}). Start Redis, or set CELERY_BROKER_URL."]
    return []


if __name__ == "__main__":
    sys.exit(main())
