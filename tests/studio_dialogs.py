"""The choosing dialogs of Wagtail's studio, opened as a hand opens them: pressed again when nothing came."""

from playwright.sync_api import Locator, Page, TimeoutError


def choose(page: Page) -> Locator:
    """The dialog of the last block's chooser.

    The studio saves by itself a moment after a block was added, and a press in that moment has been lost (once in
    some thirty runs of everything; not to be had on purpose). A hand presses again.
    """
    dialog = page.locator(".modal")
    for _ in range(3):
        page.locator("[data-chooser-action-choose]").last.click()
        try:
            dialog.wait_for(timeout=10_000)
        except TimeoutError:
            print("the dialog did not come; pressed again")
        else:
            return dialog
    raise AssertionError("three presses and no dialog")
