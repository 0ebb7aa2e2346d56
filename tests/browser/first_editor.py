"""The first editor of a guide that has just been set up: she goes the whole way in, once, and is then known here."""

import re
from typing import NamedTuple

import requests

from tests.login import code_of_app

PASSWORD = "fyra gula cyklar i regn"


class FirstEditor(NamedTuple):
    recovery_codes: list[
        str
    ]  # each is good for one login by the forms; a code of the app only every half minute
    cookies: list[dict]  # of her session, for a browser

    def log_in(self, page) -> None:
        """By the forms, from a login page that is open."""
        page.get_by_label("Användarnamn").fill("admin")
        page.get_by_label("Lösenord").fill(PASSWORD)
        page.get_by_role("button", name="Logga in", exact=True).click()
        page.get_by_label("Kod", exact=True).fill(self.recovery_codes.pop())
        with page.expect_navigation():
            page.get_by_role("button", name="Logga in", exact=True).click()


def go_all_the_way_in(guide: str, one_time_password: str) -> FirstEditor:
    browser = requests.Session()

    def send(path: str, **form: str) -> str:
        page = browser.get(f"{guide}{path}").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        if "code" in form:
            secret = re.search(r'class="login-secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
            form["code"] = code_of_app(secret)
        answer = browser.post(f"{guide}{path}", {"csrfmiddlewaretoken": token, **form})
        answer.raise_for_status()
        return answer.text

    send("/redaktion/login/", login="admin", password=one_time_password)
    send("/redaktion/password/change/", password1=PASSWORD, password2=PASSWORD)
    codes = re.findall(r"<code>(\d{8})</code>", send("/redaktion/2fa/totp/activate/", code=""))
    cookies = [{"name": cookie.name, "value": cookie.value, "url": guide} for cookie in browser.cookies]
    return FirstEditor(codes, cookies)
