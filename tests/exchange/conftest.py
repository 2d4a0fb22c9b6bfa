"""A server that shows the demonstration, for whoever asks it over the network."""

from collections.abc import Iterator

import pytest

from tests.served import environment_in, load_demonstration, serving


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    environment = environment_in(tmp_path_factory.mktemp("served"))
    load_demonstration(environment)
    with serving(environment) as address:
        yield address
