import pytest
from django.core.exceptions import ImproperlyConfigured

from config.mail import mail_server


def test_no_address_sends_nothing() -> None:
    assert mail_server("").sends is False


@pytest.mark.parametrize(
    ("url", "port", "starts_tls", "is_tls"),
    [("smtp://h", 25, False, False), ("smtp+tls://h", 587, True, False), ("smtps://h", 465, False, True)],
)
def test_scheme_says_port_and_safety(url: str, port: int, starts_tls: bool, is_tls: bool) -> None:
    found = mail_server(url)

    assert (found.host, found.port, found.starts_tls, found.is_tls, found.sends) == (
        "h",
        port,
        starts_tls,
        is_tls,
        True,
    )


def test_user_password_and_port_are_read() -> None:
    found = mail_server("smtps://a%40b:p%2Fq@h:2465")

    assert (found.user, found.password, found.port) == ("a@b", "p/q", 2465)


@pytest.mark.parametrize("url", ["http://h", "smtp://", "h", "smtp://a:secret@h:port"])
def test_what_is_no_mail_server_is_refused_without_the_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        mail_server(url)

    assert "secret" not in str(refused.value)
