import logging
import sys

from config.logs import NoValues


def test_log_of_an_error_leaves_out_what_it_says() -> None:
    try:
        raise ValueError("Key (number)=(secret) already exists")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Internal Server Error", (), sys.exc_info())

    written = NoValues().format(record)

    assert "secret" not in written
    assert "ValueError" in written
    assert "test_logs.py" in written
