"""Chromium without a window, and a page of ours in it."""
import base64
import contextlib
import json
import os
import shutil
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

# What a spotcheck exits with for what a page answers.
STATUS = {"verified": 0, "form_holds": 0, "not_verified": 1, "not_checked": 2, "refused": 65}
# Calls the page's script on files, as the page itself does; WebDriver alone may do so, the page's policy keeps others out.
CALL = """
const [given, done] = arguments;
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const all = { ...given };
try {
  for (const name of ["receipt", "record", "notice"]) all[name] = given[name] ? bytes(given[name]) : null;
  for (const name of ["pool", "exclude"]) all[name] = given[name] ? { name, bytes: bytes(given[name]) } : null;
  if (given.selection) all.selection = { name: "selection", ...readTable(bytes(given.selection), "selection", [], "plain") };
  const found = verifyDraw(all);
  done({ answer: found.answer, lines: found.lines.map((line) => [line.subject, line.outcome, line.said.english]) });
} catch (error) {
  if (error instanceof Refused) done({ answer: "refused", lines: [["", "", error.message]] });
  else done({ answer: "failed: " + error.stack, lines: [] });
}
"""


@contextlib.contextmanager
def chromium():
    """A browser that is quit at the end."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "/usr/bin/chromium"
    for flag in ("--headless=new", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb",
                 "--disable-background-networking", "--disable-component-update", "--no-first-run"):
        options.add_argument(flag)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.set_script_timeout(120)
    try:
        yield driver
    finally:
        driver.quit()


def call(driver, files, seed, columns):
    """What the script of the page that is open answers on files, {what: path}."""
    given = {what: base64.b64encode(Path(path).read_bytes()).decode() for what, path in files.items() if path}
    return driver.execute_async_script(CALL, {**given, "seed": seed, "columns": columns})


def give(driver, files, seed):
    """Fills the form of the page that is open, and answers what it says: (answer, text)."""
    for what, path in files.items():
        if path:
            driver.find_element(By.ID, "file-" + what).send_keys(str(Path(path).resolve()))
    field = driver.find_element(By.ID, "seed")
    field.clear()
    field.send_keys(seed or "")
    driver.find_element(By.CSS_SELECTOR, "#check button").click()
    return answer(driver)


def answer(driver):
    """What the page says: (the answers, the text)."""
    WebDriverWait(driver, 60).until(lambda d: d.find_elements(By.CSS_SELECTOR, "#found [data-answer]"))
    answers = [line.get_attribute("data-answer") for line in driver.find_elements(By.CSS_SELECTOR, "#found [data-answer]")]
    return answers, driver.find_element(By.ID, "found").text


def open_page(driver, path):
    driver.get(Path(path).resolve().as_uri())


def requests(driver):
    """The addresses that were asked for since the last time; what the page's policy held back, and files, left out."""
    asked = {}
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        number = message["params"].get("requestId")
        if message["method"] == "Network.requestWillBeSent":
            asked[number] = message["params"]["request"]["url"]
        elif message["method"] == "Network.loadingFailed" and message["params"].get("blockedReason") == "csp":
            asked.pop(number, None)
    return [url for url in asked.values() if not url.startswith(("file:", "data:", "chrome:", "about:"))]
