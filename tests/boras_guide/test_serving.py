"""The server that `make run` starts: plain words, no traces of visitors."""

import socket
import subprocess
import urllib.error
import urllib.request

from tests.processes import LOG, ROOT, environment, gunicorn_command


def answer(address: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def raw(address: str, request: bytes) -> bytes:
    port = int(address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        return connection.recv(100)


def test_the_first_page_answers(running_guide):
    assert answer(f"{running_guide}/sv/") == 200


def test_it_listens_on_this_machine_only(running_guide):
    port = int(running_guide.rpartition(":")[2])
    addresses = {entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
    for address in addresses - {"127.0.0.1", "127.0.1.1"}:
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((address, port)) != 0


def test_an_address_or_header_of_absurd_length_is_the_visitors_fault(running_guide):
    assert answer(f"{running_guide}/sv/?q={'a' * 9000}") == 414
    assert answer(f"{running_guide}/sv/", Accept="a" * 9000) == 431


def test_logs_hold_neither_addresses_nor_what_was_asked_for(running_guide, state_of_running_guide):
    address = running_guide
    assert raw(address, b"GET /sv/?q=hemligt HTTP/9.9\r\n\r\n").startswith(b"HTTP/1.1 400")
    assert raw(address, b"hemligt\r\n\r\n").startswith(b"HTTP/1.1 400")
    answer(f"{address}/sv/stod/?q=hemligt&age=hemligt&page=hemligt")
    answer(f"{address}/sv/hemligt/")
    answer(f"{address}/sv/", Host="hemligt.example")

    log = (state_of_running_guide / LOG).read_text()

    assert "Refused a request" in log
    assert "hemligt" not in log
    assert "ip=" not in log
    assert "127.0.0.1" not in log


def test_a_port_in_use_is_said_in_plain_words(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            gunicorn_command(),
            cwd=ROOT,
            env=environment(tmp_path, PORT=port),
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )

    assert ended.returncode != 0
    assert f"Port {port} is already in use" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_that_is_no_number_is_said_in_plain_words(tmp_path):
    ended = subprocess.run(
        gunicorn_command(),
        cwd=ROOT,
        env=environment(tmp_path, PORT="http"),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert "PORT must be a number" in ended.stderr
    assert "Traceback" not in ended.stderr
