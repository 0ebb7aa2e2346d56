"""Somebody new at the desk, on her phone: let in, and a first offering sent for review with little to fill in."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.login import code_of_app
from tests.support.editor import PageForm

NEW_ACCOUNT = "/redaktion/auth/user/add/"
MOST_INPUTS = 10


class Hands:
    """Fills in a form, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.inputs = page, 0

    def write(self, label: str, text: str) -> None:
        self.inputs += 1
        self.page.get_by_label(label).and_(self.page.locator("input, textarea")).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        self.inputs += 1
        self.page.get_by_label(label).first.select_option(label=option)

    def tick(self, label: str) -> None:
        self.inputs += 1
        self.page.get_by_label(label, exact=True).check()

    def find(self, label: str, text: str) -> None:
        """In a choice with suggestions."""
        self.inputs += 1
        self.page.get_by_role("searchbox", name=label).press_sequentially(text)
        self.page.get_by_role("option", name=re.compile(text)).first.click()


@pytest.fixture
def one_time_password(signed_in) -> str:
    """Of kim, to whom the coordinator has given an account and an assignment."""
    asked = "app_label=support&model_name=assignment&field_name=administration&term=Förskoleförvaltningen"
    body = signed_in.request.get(f"/redaktion/autocomplete/?{asked}").json()["results"][0]["id"]
    values = {
        name: several[-1]
        for name, several in PageForm(signed_in.request.get(NEW_ACCOUNT).text()).values.items()
    }
    values |= {"username": "kim", "assignments-0-role": "editor", "assignments-0-administration": body}
    made = signed_in.request.post(NEW_ACCOUNT, form=values).text()
    return re.search(r"<code>(\S+)</code>", made)[1]


def come_in(page: Page, username: str, one_time_password: str) -> None:
    page.goto("/redaktion/")
    page.get_by_label("Användarnamn").fill(username)
    page.get_by_label("Lösenord").fill(one_time_password)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.get_by_label("Nytt lösenord").fill("sju blå bussar i snön")
    page.get_by_label("Samma lösenord igen").fill("sju blå bussar i snön")
    with page.expect_navigation():
        page.get_by_role("button", name="Spara och fortsätt").click()
    page.goto("/redaktion/2fa/totp/activate/")
    secret = page.locator(".login-secret").text_content().replace(" ", "")
    page.get_by_label("Kod", exact=True).fill(code_of_app(secret))
    page.locator("button.login-main").click()
    expect(page.locator("main code").first).to_be_visible()  # recovery codes, to write down


def test_a_first_offering_takes_at_most_ten_inputs(editors_phone, one_time_password):
    phone = editors_phone
    come_in(phone, "kim", one_time_password)
    phone.goto("/redaktion/")
    expect(phone.get_by_text("redaktör, Förskoleförvaltningen")).to_be_visible()

    phone.get_by_role("link", name="Nytt erbjudande").click()
    hands = Hands(phone)
    hands.write("Namn", "Pappakafé på Norrby")
    hands.write("Sammanfattning", "Kaffe och lek för dig som är pappa. Ta med barnet eller kom själv.")
    hands.choose("Slag av stöd", "Grupp")
    hands.find("Ämnen", "Träffa andra")
    hands.write("Barnets ålder till och med, år", "5")
    hands.tick("För hela kommunen")
    hands.choose("Så börjar man", "Kom när du vill")
    hands.choose("Kostnad", "Gratis")
    hands.write("Telefon", "033-35 70 00")
    hands.write("Beskrivning", "Vi ses på onsdagar. Det finns leksaker och något att äta.")
    phone.get_by_role("button", name="Skicka för granskning").click()

    expect(phone.get_by_text("är sparat och skickat för granskning")).to_be_visible()
    assert hands.inputs <= MOST_INPUTS
    phone.get_by_role("link", name="Hem").click()
    waiting = phone.get_by_role("region", name="Väntar på någon annan")
    expect(waiting.get_by_text("Pappakafé på Norrby", exact=True)).to_be_visible()
    waiting.get_by_role("link", name="Se vad som är skickat").click()
    expect(phone.get_by_text("0–5 år").first).to_be_visible()
    assert phone.complaints == []
