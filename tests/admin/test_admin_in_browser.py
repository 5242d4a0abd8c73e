"""The back office in a real browser: no accessibility fault, no refusal of the policy, nothing wider than a phone."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from accounts.models import User
from members.models import Commission
from publishing.publishable import Publication
from tests.accounts.make import PASSWORD, make_user
from tests.admin.make import admin_page, room_admins

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [1280, 390]


@pytest.fixture(scope="module")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(browser, live_server):
    """Opens an address, and gives back what is wrong with it."""
    context = browser.new_context(timezone_id="Europe/Paris")
    page, noise = context.new_page(), []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: noise.append(str(error)))

    def look(address, width=1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        return faults(page, noise)

    look.page = page
    yield look
    context.close()


def faults(page, noise):
    found = [f"console: {text}" for text in noise]
    violations = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    noise.clear()
    found += [f"axe {fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in violations]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("the page is wider than the screen")
    return found


def sign_in(visit):
    make_user(email="claire@conseil.example", is_superuser=True, first_name="Claire")
    visit(reverse("admin:login"))
    visit.page.fill("#id_username", "claire@conseil.example")
    visit.page.fill("#id_password", PASSWORD)
    visit.page.click("input[type=submit]")


def make_commission():
    return Commission.objects.create(name="Communication", reference="communication", publication=Publication.PUBLISHED)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["login", "password_forget", "password_forget_done", "password_choose_done"])
def test_the_pages_before_the_door_have_no_fault(visit, name, width):
    assert not visit(reverse(f"admin:{name}"), width)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_everybody_have_no_fault(visit, width):
    sign_in(visit)
    for name in ["index", "password_change", "password_change_done", "protection_detail", "accounts_user_add"]:
        assert not visit(reverse(f"admin:{name}"), width), name


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_one_record_have_no_fault(visit, width):
    sign_in(visit)
    commission = make_commission()
    for name in ["change", "history", "delete"]:
        assert not visit(reverse(admin_page(Commission, name), args=[commission.pk]), width), name
    version = commission.history.get().pk
    assert not visit(reverse("admin:members_commission_simple_history", args=[commission.pk, version]), width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("model", [model for model, _ in room_admins()], ids=lambda model: model._meta.label)
def test_the_list_and_the_form_of_each_model_have_no_fault(visit, model, width):
    sign_in(visit)
    assert not visit(reverse(admin_page(model, "changelist")), width)
    assert [fault for fault in visit(reverse(admin_page(model, "add")), width) if "403" not in fault] == []


def test_a_person_protects_the_account_and_sees_the_drawing(visit):
    sign_in(visit)
    assert not visit(reverse("admin:protection_detail"))
    visit.page.click("text=Commencer")
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.evaluate("document.querySelector('.qr').naturalWidth") > 0
    assert not visit(reverse("admin:protection_detail"), 390)


def test_the_lock_out_page_has_no_fault(visit):
    for _ in range(8):
        visit(reverse("admin:login"))
        visit.page.fill("#id_username", "nul@conseil.example")
        visit.page.fill("#id_password", "faux")
        visit.page.click("input[type=submit]")
    assert "Trop d’essais" in visit.page.title()
    assert not [fault for fault in faults(visit.page, []) if fault]
    assert not User.objects.exists()
