import logging
import sys

from config.logs import NoValues


def test_log_of_an_error_leaves_out_what_it_says() -> None:
    said = "Key (number)=(secret) already exists"
    try:
        raise ValueError(said)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Internal Server Error", (), sys.exc_info())

    written = NoValues().format(record)

    assert said not in written
    assert "ValueError" in written
    assert "test_logs.py" in written
