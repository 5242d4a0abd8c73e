"""A table pasted in the text editor: what the browser would glue stays apart, on the screen and once saved."""

import pytest
from django.urls import reverse

from council.models import Page
from tests.accounts.make import PASSWORD, make_user
from tests.council.make import make_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
TABLE = "<table><tbody><tr><td>Mardi</td><td>19h</td></tr><tr><td>Jeudi</td><td>20h</td></tr></tbody></table>"
PASTE = """([box, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_the_cells_of_a_pasted_table_stay_apart_in_the_editor(chromium, live_server):
    user, row = make_user(is_superuser=True, is_staff=True), make_page(body="<p>Avant.</p>")
    context = chromium.new_context()
    page = context.new_page()
    page.goto(live_server.url + reverse("admin:login"))
    page.fill("[name=username]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    page.goto(live_server.url + reverse("admin:council_page_change", args=[row.pk]))
    box = page.locator(".tiptap.ProseMirror")
    box.click()
    page.evaluate(PASTE, [box.element_handle(), TABLE])
    paragraphs = box.locator("p").all_inner_texts()
    page.click("[name=_continue]")
    page.wait_for_load_state()
    context.close()
    assert [text for text in paragraphs if "–" in text][-2:] == paragraphs[-2:]
    body = Page.objects.get(pk=row.pk).body
    assert "Mardi – 19h" in body and "Jeudi – 20h" in body and "19hJeudi" not in body
