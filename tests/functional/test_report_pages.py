# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of an audit of forty hosts and of a comparison in headless Chromium: nothing is fetched."""

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from fakes import report_parts
from lab import hardened, required
from lab.browser import Browser
from lab.venvs import Missing

HOSTILE = "om-<script>document.title='stolen'</script>"
VISIBLE = "return document.getElementById('filled').getClientRects().length > 0"


@pytest.fixture(scope="module")
def page(install, controller):
    """The page of forty hosts.

    Two real servers, each by the names of many hosts, a stopped one, and one that is not there.
    """
    default, good = install("default").start(), hardened.harden(install("good")).start()
    hardened.end_bots(good)
    stopped = hardened.harden(install("stopped"), LOG_LEVEL="DEBUG")
    path = controller.folder / "audit.html"
    hosts = {
        f"om-prod-{number}": {**good.variables, "om_sso_admin_token": hardened.token(good)} for number in range(1, 9)
    }
    hosts |= {
        "om-test-1": default.variables,
        HOSTILE: stopped.variables,
        "om-gone": {"ansible_host": "127.0.0.1", "ansible_port": 1},
    }
    for variables in hosts.values():
        variables.pop("om_sso_preflight", None)
    controller.inventory(hosts, om_sso_deployment="bare_metal", om_sso_report_path=[str(controller.report), str(path)])
    controller.run("audit", "--forks", "2")
    return _forty(path, controller)


def _forty(path, controller):
    """The same results again under more names, as a fleet has many alike."""
    import datetime

    from ansible_collections.openmetadata.sso.plugins.plugin_utils._report import Run, pages

    parts = controller.reported()["hosts"]
    assert len(parts) == 11 and path.read_text(encoding="utf-8").count(" data-row=") == 11
    parts |= {f"om-prod-{number}": parts["om-prod-1"] for number in range(9, 36)}
    parts |= {"om-test-2": parts["om-test-1"]}
    when = datetime.datetime(2026, 11, 22, 6, 30)
    path.write_text(pages.write(Run("audit", parts, ["om-late"], when, "0.1.0")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def driver():
    """A Chromium of its own."""
    folder = tempfile.mkdtemp(prefix="om-sso-chromium-")
    try:
        with Browser(folder) as one:
            yield one.driver
    except Missing as missing:
        required.require(str(missing))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def opened(driver, page):
    """The page as it is just after opening; what the browser complained about before is forgotten."""
    driver.get_log("browser")
    driver.set_window_size(1400, 900)
    driver.get(page.as_uri())
    return driver


def cell(driver, look):
    """The first cell of a look."""
    return driver.find_element("css selector", f"#matrix td button.{look}")


def text(driver, name):
    return driver.find_element("id", name).text


def names(driver):
    """The hosts that are shown, in order."""
    return driver.execute_script(
        "return [...document.querySelectorAll('#matrix tbody tr')].filter(r => !r.hidden).map(r => "
        "r.cells[0].firstElementChild.textContent)"
    )


SHOW_SCRIPT = """
const rows = [...document.querySelectorAll('#matrix tbody tr')];
rows.filter(row => row.textContent.includes('<script>')).forEach(row => { row.style.display = arguments[0]; });
"""


def save(driver, name):
    """For a reader: OM_SSO_SCREENSHOTS names a folder; docs/operate/audit.png is its wide.png.

    The host whose name is a script is hidden there.
    """
    folder = os.environ.get("OM_SSO_SCREENSHOTS")
    if folder:
        driver.execute_script(SHOW_SCRIPT, "none")
        driver.save_screenshot(str(Path(folder, name)))
        driver.execute_script(SHOW_SCRIPT, "")


def test_a_red_cell_explains_itself_on_a_click(opened):
    assert opened.execute_script(VISIBLE) is False
    cell(opened, "error").click()
    assert opened.execute_script(VISIBLE) is True
    assert text(opened, "where") == "om-test-1" and text(opened, "check").startswith("JWK-13")
    assert "/api/v1/system/config/jwks serves the shipped key" in text(opened, "evidence")
    assert "om_sso_jwt_key_id" in text(opened, "fix") and text(opened, "why") and text(opened, "how")
    save(opened, "wide.png")


def test_nothing_is_fetched_and_the_browser_has_nothing_to_complain_of(opened):
    cell(opened, "warning").click()
    cell(opened, "unseen").click()
    assert opened.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []
    assert opened.get_log("browser") == []


def test_a_script_of_a_host_does_not_run(opened):
    assert HOSTILE in names(opened)
    row = opened.execute_script(
        "return [...document.querySelectorAll('#matrix tbody tr')].findIndex(r => "
        "r.cells[0].textContent.includes('script'))"
    )
    opened.execute_script(
        "document.querySelectorAll('#matrix tbody tr')[arguments[0]].querySelector('td button').click()", row
    )
    assert text(opened, "where") == HOSTILE
    assert opened.title.startswith("Audit of 40")


def test_the_worst_host_is_first_and_headings_sort(opened):
    assert names(opened)[:3] == ["om-test-1", "om-test-2", HOSTILE]
    heading = opened.find_element("css selector", "#matrix thead th:first-child button")
    heading.click()
    assert names(opened)[:3] == [HOSTILE, "om-gone", "om-late"]
    heading.click()
    assert names(opened)[:2] == ["om-test-2", "om-test-1"]
    assert heading.find_element("xpath", "..").get_attribute("aria-sort") == "descending"
    opened.find_elements("css selector", "#matrix thead th button")[11].click()
    assert names(opened)[0] == HOSTILE, "the log level of the stopped server is the worst of its column"


def test_hosts_are_found_by_name_and_by_what_they_have(opened):
    opened.find_element("id", "search").send_keys("prod-1")
    assert len(names(opened)) == 11 and text(opened, "shown") == "11 of 40 hosts"
    opened.find_element("id", "search").clear()
    opened.execute_script("document.getElementById('search').dispatchEvent(new Event('input'))")
    chip = opened.find_element("css selector", ".chip[data-key=error]")
    chip.click()
    assert names(opened) == ["om-test-1", "om-test-2"] and chip.get_attribute("aria-pressed") == "true"
    chip.click()
    assert len(names(opened)) == 40


def test_the_keyboard_alone_is_enough(opened):
    from selenium.webdriver.common.keys import Keys

    opened.execute_script("document.querySelector('#matrix td button').focus()")
    active = opened.switch_to.active_element
    active.send_keys(Keys.ARROW_DOWN)
    opened.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    opened.switch_to.active_element.send_keys(Keys.ENTER)
    assert text(opened, "where") == "om-test-2" and text(opened, "check").startswith("JWK-01")
    opened.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert opened.execute_script(VISIBLE) is False
    assert opened.switch_to.active_element.tag_name == "button"


def test_the_head_of_the_table_stays_when_it_is_scrolled(opened):
    opened.execute_script("document.querySelector('.frame').scrollTop = 600")
    top = opened.execute_script(
        "return document.querySelector('thead th').getBoundingClientRect().top - "
        "document.querySelector('.frame').getBoundingClientRect().top"
    )
    assert abs(top) < 3
    save(opened, "scrolled.png")


@pytest.mark.parametrize(("name", "width", "scheme"), [("narrow", 390, "light"), ("dark", 1400, "dark")])
def test_it_is_readable_on_a_phone_and_in_the_dark(opened, name, width, scheme):
    opened.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    opened.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    try:
        cell(opened, "error").click()
        save(opened, name + ".png")
        assert opened.execute_script("return document.documentElement.scrollWidth <= window.innerWidth"), (
            "only the table scrolls sideways"
        )
        colours = opened.execute_script(CONTRASTS)
        assert {look: ratio for look, ratio in colours.items() if ratio < 4.5} == {}
    finally:
        opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


#: The contrast of each sign with its ground (WCAG 2: 4.5 is enough for text).
CONTRASTS = """
const linear = n => n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4;
const light = c => {
  const v = c.match(/[0-9.]+/g).slice(0, 3).map(n => linear(n / 255));
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
};
const found = {};
for (const tag of document.querySelectorAll('.tag, h1, .soft, small, thead .id, code, .copy, a')) {
  let ground = tag;
  while (ground.parentElement && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') {
    ground = ground.parentElement;
  }
  const colours = [getComputedStyle(tag).color, getComputedStyle(ground).backgroundColor];
  const [a, b] = colours.map(light).sort((x, y) => y - x);
  found[tag.className || tag.tagName] = (a + 0.05) / (b + 0.05);
}
return found;
"""


def test_paper_shows_every_finding_without_a_script(opened, controller):
    opened.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        opened.refresh()
        words = opened.find_element("css selector", "section.all").text
    finally:
        opened.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    for finding in controller.reported()["hosts"]["om-test-1"]["findings"]:
        assert finding["message"] in words, json.dumps(finding)


@pytest.fixture
def compared(driver, tmp_path):
    """The page of a comparison, just opened."""
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._report import Run, pages

    path = tmp_path / "verify.html"
    text = pages.write(Run("verify", report_parts.verified(), ["om-late"], report_parts.WHEN, "0.1.0"))
    path.write_text(text, encoding="utf-8", errors="replace")
    driver.get_log("browser")
    driver.set_window_size(1400, 900)
    driver.get(path.as_uri())
    return driver


def visible(driver, what):
    return driver.execute_script(
        "return [...document.querySelectorAll(arguments[0])].filter(e => e.getClientRects().length).length", what
    )


def test_chips_filter_hosts_findings_and_fields(compared):
    save(compared, "verify.png")
    assert (visible(compared, "tr.host"), visible(compared, ".finding")) == (5, 3)
    compared.find_element("css selector", ".chip[data-key=error]").click()
    assert (visible(compared, "tr.host"), visible(compared, ".finding"), visible(compared, "table.fields")) == (1, 1, 1)
    compared.find_element("css selector", ".chip[data-key=warning]").click()
    assert visible(compared, ".finding") == 2
    compared.find_element("id", "search").send_keys("om-10")
    assert visible(compared, "tr.host") == 1 and text(compared, "shown") == "1 of 5 hosts"


def test_a_chip_shows_the_hosts_of_a_result(compared):
    compared.find_element("css selector", ".chip[data-key=is-failed]").click()
    assert (visible(compared, "tr.host"), visible(compared, ".finding"), visible(compared, "table.fields")) == (2, 2, 1)


def test_a_name_is_copied_by_the_keyboard_and_that_is_said(compared):
    from selenium.webdriver.common.keys import Keys

    button = compared.find_element("css selector", ".finding .copy[aria-label='Copy om_sso_max_age: 0']")
    button.send_keys(Keys.ENTER)
    compared.execute_async_script("setTimeout(arguments[0], 200)")
    said = compared.execute_script("return document.getElementById('said').textContent")
    chosen = compared.execute_script("return getSelection().toString()")
    assert said == "Copied om_sso_max_age: 0" or chosen == "om_sso_max_age: 0"


def test_the_page_of_a_comparison_fetches_nothing_and_runs_no_script_of_a_host(compared):
    assert compared.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []
    assert compared.get_log("browser") == []
    assert compared.title.startswith("Comparison with the plan of 5")
    links = {link.get_attribute("href") for link in compared.find_elements("css selector", "main a")}
    assert len(links) == 3 and all("/docs/reference/rules/" in link for link in links)


@pytest.mark.parametrize(("name", "width", "scheme"), [("verify-narrow", 390, "light"), ("verify-dark", 1400, "dark")])
def test_a_comparison_is_readable_on_a_phone_and_in_the_dark(compared, name, width, scheme):
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    compared.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    compared.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    try:
        save(compared, name + ".png")
        assert compared.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
        colours = compared.execute_script(CONTRASTS)
        assert {look: ratio for look, ratio in colours.items() if ratio < 4.5} == {}
    finally:
        compared.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        compared.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
