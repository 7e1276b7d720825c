# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium that signs in at a simulator's page, as a user does, by the W3C WebDriver protocol."""

import contextlib
import os
import shutil
from typing import NamedTuple

from .venvs import Missing

PROGRAMS = {"chromium": "chromium", "chromedriver": "chromium-driver"}
"""What is called, and the Debian package that brings it."""
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--window-size=1000,800",
)
"""No window, and no call to anybody but the pages that are opened."""


class Outcome(NamedTuple):
    """How a sign-in ended: who is signed in, or the empty string, and the words of the page that it ended at."""

    user: str
    words: str


class Browser:
    """One Chromium with a profile of its own. A context manager."""

    def __init__(self, folder, seconds: float = 60):
        self.folder, self.seconds = folder, seconds
        paths = {name: shutil.which(name) for name in PROGRAMS}
        absent = [package for name, package in PROGRAMS.items() if not paths[name]]
        if absent:
            raise Missing(f"Chromium is not installed (Debian: {', '.join(absent)})")
        self._paths = paths

    def __enter__(self) -> "Browser":
        os.environ.update(SE_OFFLINE="true", SE_AVOID_STATS="true")  # selenium fetches no browser and reports to nobody
        try:
            from selenium import webdriver
        except ImportError:
            raise Missing(
                "selenium is not installed (tests/support/requirements/test.txt; ./run test has it)"
            ) from None

        options = webdriver.ChromeOptions()
        options.binary_location = self._paths["chromium"]
        for argument in (*QUIET, f"--user-data-dir={self.folder}"):
            options.add_argument(argument)
        self._driver = webdriver.Chrome(options, webdriver.ChromeService(self._paths["chromedriver"]))
        self._driver.set_page_load_timeout(self.seconds)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._driver.quit()

    def forget(self, url: str) -> None:
        """As if nobody had ever signed in."""
        self._driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self._driver.get(url)
        self._driver.execute_script("sessionStorage.clear()")

    def sign_in(self, url: str, user: str, password: str) -> Outcome:
        """From the page of a server to its provider's form and back, as far as it goes."""
        self.forget(url)
        self._driver.get(url)
        self.until(lambda: self._found("#sign-in:not([hidden])")).click()
        self.until(lambda: self._found("#kc-form-login") or self._end())
        if self._found("#kc-form-login"):
            self.fill_in(user, password)
            self.until(self._end)
        return self._end()

    def fill_in(self, user: str, password: str) -> None:
        """Answer the form of Keycloak, at which the browser must be or come."""
        self.until(lambda: self._found("#kc-form-login"))
        self._found("#username").send_keys(user)
        self._found("#password").send_keys(password)
        self._found("#kc-login").click()

    @property
    def driver(self):
        """Selenium's own, for pages that are not a sign-in."""
        return self._driver

    def renewal(self) -> str:
        """Whether the user interface could renew the token of a public client in its hidden frame."""
        return self.until(lambda: self._text("#renewal"))

    @property
    def address(self) -> str:
        """Where the browser is."""
        return self._driver.current_url

    def _end(self) -> Outcome | None:
        """How it ended, if it did: at the provider's error page, the server's, or the user interface."""
        words = self._text("#kc-error-message")
        status = self._text("#status")
        if status.startswith("signed in as "):
            return Outcome(status.removeprefix("signed in as "), status)
        if not words and not status and not self._found("#kc-form-login"):
            text = self._text("body")
            words = text if "Failed in Auth Login" in text or '"code":' in text else ""
        words = words or (status if status.startswith("failed") else "")
        return Outcome("", words) if words else None

    def until(self, condition):
        """Wait until `condition()` is true, and give that."""
        from selenium.common.exceptions import TimeoutException
        from selenium.webdriver.support.ui import WebDriverWait

        try:
            return WebDriverWait(self._driver, self.seconds, 0.05).until(lambda _driver: condition())
        except TimeoutException:
            raise AssertionError(
                f"the browser waits at {self.address.split('?')[0]}: {self._text('body')[:500]}"
            ) from None

    def _found(self, selector: str):
        elements = self._driver.find_elements("css selector", selector)
        return elements[0] if elements else None

    def _text(self, selector: str) -> str:
        from selenium.common.exceptions import StaleElementReferenceException

        with contextlib.suppress(StaleElementReferenceException):  # the next page is on its way
            element = self._found(selector)
            return element.text.strip() if element else ""
        return ""
