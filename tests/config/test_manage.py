import importlib.util

import pytest

from config.embedded.places import BASE_DIR

spec = importlib.util.spec_from_file_location("manage", BASE_DIR / "manage.py")
assert spec
assert spec.loader
manage = importlib.util.module_from_spec(spec)
spec.loader.exec_module(manage)


@pytest.mark.parametrize(
    ("command", "role"),
    [("migrate", "owner"), ("flush", "owner"), ("worker", "worker"), ("rollup_fold", "worker"), ("shell", "web")],
)
def test_role_for(command: str, role: str) -> None:
    assert manage.role_for(command) == role
