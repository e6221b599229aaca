"""What tests of promises share: a Redis server, and a database that other processes can work on."""

import os

import pytest
import redis


@pytest.fixture
def redis_url(worker_id: str) -> str:
    """An empty database of the Redis server of the tests, this process's own."""
    url = os.environ.get("TEST_REDIS_URL", "")
    if not url:
        pytest.skip("no Redis: set TEST_REDIS_URL, or run ./check, which starts one")
    own = f"{url}?db={int(worker_id.removeprefix('gw')) + 1 if worker_id.startswith('gw') else 0}"
    with redis.Redis.from_url(own) as server:
        server.flushdb()
    return own
