"""The back office in a real browser: no accessibility fault, no refusal of the policy, nothing wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from accounts.sign_in import identity
from members.models import Commission
from publishing.publishable import Publication
from tests.accounts.make import PASSWORD, make_user
from tests.admin.make import admin_page, room_admins

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_SIZE = ["target-size", "scrollable-region-focusable", "color-contrast", "label", "landmark-unique"]


@pytest.fixture
def visit(chromium, live_server):
    """Opens an address, and gives back what is wrong with it on a desk and on a phone."""
    context = chromium.new_context(timezone_id="Europe/Paris")
    page, noise = context.new_page(), []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: noise.append(str(error)))

    def look(address):
        page.goto(live_server.url + address)
        found = [f"{address} {fault}" for fault in [*noise, *faults(page)]]
        noise.clear()
        return found

    look.page = page
    yield look
    context.close()


def faults(page):
    found = []
    for width, rules in ((1280, RULES), (390, RULES_OF_SIZE)):
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
        found += [f"{width} axe {fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in violations]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{width}: the page is wider than the screen")
    return found


def sign_in(visit):
    make_user(email="claire@conseil.example", is_superuser=True, first_name="Claire")
    visit(reverse("admin:login"))
    visit.page.fill("#id_username", "claire@conseil.example")
    visit.page.fill("#id_password", PASSWORD)
    visit.page.click("input[type=submit]")


def make_commission():
    return Commission.objects.create(name="Communication", reference="communication", publication=Publication.PUBLISHED)


def test_the_pages_before_the_door_have_no_fault(visit):
    names = ["login", "password_forget", "password_forget_done", "password_choose_done"]
    assert [fault for name in names for fault in visit(reverse(f"admin:{name}"))] == []


def test_the_pages_of_everybody_and_of_one_record_have_no_fault(visit):
    sign_in(visit)
    commission = make_commission()
    key = [commission.pk]
    names = ["index", "password_change", "password_change_done", "protection_detail"]
    addresses = [reverse(f"admin:{name}") for name in names]
    addresses += [reverse(admin_page(Commission, name), args=key) for name in ["change", "history", "delete"]]
    addresses += [reverse("admin:members_commission_simple_history", args=[*key, commission.history.get().pk])]
    assert [fault for address in addresses for fault in visit(address)] == []


def test_the_list_and_the_form_of_each_model_have_no_fault(visit):
    sign_in(visit)
    addresses = [reverse(admin_page(model, page)) for model, _ in room_admins() for page in ["changelist", "add"]]
    found = [fault for address in addresses for fault in visit(address)]
    assert [fault for fault in found if "status of 403" not in fault] == []


def test_a_person_protects_the_account_and_sees_the_drawing(visit):
    sign_in(visit)
    visit(reverse("admin:protection_detail"))
    visit.page.click("text=Commencer")
    visit.page.wait_for_selector(".qr")
    assert visit.page.evaluate("document.querySelector('.qr').decode().then(() => true)")
    assert visit(reverse("admin:protection_detail")) == []


def test_the_page_that_asks_who_is_there_has_no_fault_and_goes_on(visit, monkeypatch):
    sign_in(visit)
    visit(reverse("admin:accounts_user_add"))
    visit.page.fill("#id_email", "lea@conseil.example")
    monkeypatch.setattr(identity, "FRESH", 0)
    visit.page.click("[name=_save] >> nth=-1")
    assert "C’est bien vous" in visit.page.title() and faults(visit.page) == []
    monkeypatch.undo()
    visit.page.fill("[type=password]", PASSWORD)
    visit.page.click("text=Continuer")
    assert visit.page.input_value("#id_email") == "lea@conseil.example"


def test_the_lock_out_page_has_no_fault(visit, live_server):
    for _ in range(8):
        visit.page.goto(live_server.url + reverse("admin:login"))
        visit.page.fill("#id_username", "nul@conseil.example")
        visit.page.fill("#id_password", "faux")
        visit.page.click("input[type=submit]")
    assert "Trop d’essais" in visit.page.title()
    assert faults(visit.page) == []
