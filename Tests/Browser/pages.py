#!/usr/bin/env python3
"""The page of a draw in Chromium: pages.py BINARY [SHOTS]

Its script against the vectors of other programs and against WebCrypto; a hundred thousand rows in 5 seconds of the
processor; no request, and no script but its own; names that would be tags or formulas; contrast, width and keyboard,
at 1280 and 390 points, in both languages. Saves pictures into the folder SHOTS, with the page as A4 (PDF).
Prints a line for each check; exit status 0 where all hold.
"""
import base64
import json
import os
import sys
import tempfile
from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import browser

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Independent"))
import ceremonies  # noqa: E402

SEED = "4 6 1 1 3 5 2 6 6 1"
CLASSES = ("城关镇", "河西街道", "东区")
HOSTILE = ["<script>document.title='x'</script>", "=cmd|' /C calc'!A0", "'\"><img src=x onerror=document.title='x'>", "\u202eabc\u202c 倒序",
           "</td></table><h1>x", "@SUM(1+1)", "多行\n名称", "&lt;b&gt;"]


class Draw:
    """A draw with what it publishes, made with the binary."""

    def __init__(self, binary, folder, rows, language="zh", sealed=False, rule="10%"):
        os.makedirs(folder)
        self.folder, self.sealed = Path(folder), sealed
        self.pool = self.path("pool.csv")
        lines = ["编号,名称,辖区"] + ['%s,"%s",%s' % (uid, name.replace('"', '""'), CLASSES[i % 3]) for i, (uid, name) in enumerate(rows)]
        Path(self.pool).write_text("\n".join(lines) + "\n", encoding="utf-8")
        common = [self.pool, "--id", "编号", "--stratum", "辖区", "--rule", rule, "--label", "2026年第一批", "--language", language]
        columns = ["--publish-columns", "名称"]
        self.run(binary, "commit", *common, *columns, "--seed-source", "2026-03-20 10:00 政务大厅，十枚十面骰", "--seed-form", "# # # # # # # # # #",
                 "--record", self.path("record.txt"), "--notice", self.path("notice.txt"), *(["--sealed"] if sealed else []))
        self.run(binary, "draw", *common, *columns, "--seed", SEED, "--record", self.path("record.txt"), "--publish", self.path("public"),
                 "-o", self.path("out.csv"), "--receipt", self.path("receipt.json"))
        self.page = self.path("public/selection.html")

    def path(self, name):
        return str(self.folder / name)

    @staticmethod
    def run(binary, *arguments):
        status, text = ceremonies.run(binary, *arguments)
        if status:
            raise SystemExit("%d: %s" % (status, text))

    @property
    def files(self):
        files = {"pool": self.pool, "notice": self.path("notice.txt")}
        if self.sealed:
            files |= {"record": self.path("record.txt"), "receipt": self.path("receipt.json"), "selection": self.path("out.csv")}
        return files


def firms(count):
    return [("E%06d" % i, "建安企业%d有限公司" % i) for i in range(count)]


class Checks:
    def __init__(self, driver, binary, top, shots):
        self.driver, self.binary, self.top, self.shots = driver, binary, top, shots
        self.failed = 0

    def check(self, what, problems):
        print("%s: %s" % (what, "; ".join(map(str, problems)) if problems else "ok"))
        self.failed += bool(problems)

    def draw(self, name, rows, **more):
        return Draw(self.binary, os.path.join(self.top, name), rows, **more)

    def vectors(self, page):
        browser.open_page(self.driver, page)
        vectors = {name: json.loads((HERE.parent / "Vectors" / (name + ".json")).read_text()) for name in ("tickets", "draws", "positions", "pps")}
        self.check("vectors and WebCrypto", self.driver.execute_async_script((HERE / "vectors.js").read_text(), vectors)[:5])
        broken = json.loads(json.dumps(vectors))
        broken["tickets"]["tickets"][0]["ticket"] = "0" * 64
        found = self.driver.execute_async_script((HERE / "vectors.js").read_text(), broken)
        self.check("another ticket is found", [] if len(found) == 1 else [found])

    def speed(self):
        large = self.draw("large", firms(100_000), rule="3%")
        self.driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        browser.open_page(self.driver, large.page)
        answers, text = browser.give(self.driver, large.files, SEED)
        metrics = {m["name"]: m["value"] for m in self.driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]}
        self.driver.execute_cdp_cmd("Performance.disable", {})
        seconds = metrics["TaskDuration"]
        print("100,000 rows: %.1f s of the processor" % seconds)
        self.check("a hundred thousand rows", ([] if answers == ["verified"] else [text]) + ([] if 0 < seconds < 5 else ["%.1f s" % seconds]))

    def policy(self, page):
        """No request leaves the page, and nothing runs that is put into it."""
        browser.open_page(self.driver, page)
        browser.requests(self.driver)
        sent = self.driver.execute_async_script(
            "const done = arguments[0]; const add = (name, set) => { const e = document.createElement(name); Object.assign(e, set);"
            "document.body.append(e); }; add('script', { textContent: 'document.title = \"run\"' });"
            "add('img', { src: 'http://127.0.0.1:9/x.png' }); add('style', { textContent: 'h1 { display: none }' });"
            "add('div', { innerHTML: '<img src=http://127.0.0.1:9/y onerror=\"document.title=1\">' });"
            "fetch('http://127.0.0.1:9/').then(() => done('sent'), (error) => setTimeout(() => done(error.message), 300));")
        title = self.driver.title
        is_shown = self.driver.find_element(By.TAG_NAME, "h1").is_displayed()
        refused = [entry for entry in self.driver.get_log("browser") if "Content Security Policy" in entry["message"]]
        problems = ([sent] if sent == "sent" else []) + (["a script ran"] if title in ("run", "1") else []) + ([] if is_shown else ["a style was taken"])
        self.check("the policy", problems + ([] if len(refused) >= 4 else ["%d refusals" % len(refused)]))

    def hostile(self):
        draw = self.draw("hostile", [("H%d" % i, name) for i, name in enumerate(HOSTILE)], rule="100%")
        browser.open_page(self.driver, draw.page)
        title = self.driver.title
        answers, text = browser.give(self.driver, draw.files, SEED)
        shown = {cell.get_attribute("textContent") for cell in self.driver.find_elements(By.CSS_SELECTOR, "#list td")}
        problems = [name for name in HOSTILE if name not in shown] + ([] if answers == ["verified"] else [text])
        tags = len(self.driver.find_elements(By.CSS_SELECTOR, "main img, main script, #list h1"))
        self.check("names that would be tags", problems + ([] if self.driver.title == title and not tags else ["a tag"]))

    def looks(self):
        for language in ("zh", "en"):
            for sealed in (False, True):
                draw = self.draw("looks-%s-%s" % (language, sealed), firms(300), language=language, sealed=sealed)
                for width in (1280, 390):
                    name = "%s-%s-%d" % ("sealed" if sealed else "open", language, width)
                    # A window has a least width of its own; the page's does not.
                    self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
                    browser.open_page(self.driver, draw.page)
                    seen = self.driver.execute_script((HERE / "contrast.js").read_text())
                    answers, text = browser.give(self.driver, draw.files, SEED)
                    seen += self.driver.execute_script((HERE / "contrast.js").read_text())
                    self.check("contrast and width, " + name, seen + ([] if set(answers) == {"verified"} else [text]))
                    self.picture(name)
                    browser.open_page(self.driver, draw.page)
                    answers, text = browser.give(self.driver, draw.files, "4 6 1 1 3 5 2 6 6 9")
                    seen = self.driver.execute_script((HERE / "contrast.js").read_text())
                    self.check("another seed, " + name, seen + ([] if set(answers) == {"not_verified"} else [text]))
                self.paper("%s-%s" % ("sealed" if sealed else "open", language))
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        faint = self.driver.execute_script("document.querySelector('h1').style.color = '#999';" + (HERE / "contrast.js").read_text())
        self.check("a faint heading is found", [] if len(faint) == 1 else [faint])

    def picture(self, name):
        if self.shots:
            os.makedirs(self.shots, exist_ok=True)
            data = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "format": "png"})["data"]
            Path(self.shots, name + ".png").write_bytes(base64.b64decode(data))

    def paper(self, name):
        data = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})["data"]
        if self.shots:
            Path(self.shots, name + "-a4.pdf").write_bytes(base64.b64decode(data))

    def keyboard(self, draw):
        """Everything is reached with the tabulator, shows that it has the focus, and Enter checks."""
        browser.open_page(self.driver, draw.page)
        for what, path in draw.files.items():
            self.driver.find_element(By.ID, "file-" + what).send_keys(path)
        self.driver.execute_script("document.activeElement.blur(); window.getSelection().removeAllRanges();")
        wanted = [e.get_attribute("id") or "button" for e in self.driver.find_elements(By.CSS_SELECTOR, "#check input, #check button")]
        reached, problems = [], []
        for _ in wanted:
            ActionChains(self.driver).send_keys(Keys.TAB).perform()
            focused = self.driver.switch_to.active_element
            reached.append(focused.get_attribute("id") or "button")
            outline = focused.value_of_css_property("outline-style"), focused.value_of_css_property("outline-width")
            if outline[0] == "none" or float(outline[1].removesuffix("px")) < 2:
                problems.append("%s has the focus unseen: %s" % (reached[-1], outline))
            label = self.driver.execute_script("return arguments[0].labels?.[0]?.textContent ?? arguments[0].textContent", focused)
            if not label.strip():
                problems.append("%s has no label" % reached[-1])
            if reached[-1] == "seed":
                focused.send_keys(SEED)
        ActionChains(self.driver).send_keys(Keys.ENTER).perform()
        answers, text = browser.answer(self.driver)
        problems += ([] if sorted(reached) == sorted(wanted) else [reached]) + ([] if answers[0] == "verified" else [text])
        self.check("keyboard", problems)


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 64
    with tempfile.TemporaryDirectory(prefix="pages-") as top, browser.chromium() as driver:
        checks = Checks(driver, os.path.abspath(arguments[0]), top, arguments[1] if len(arguments) > 1 else None)
        small = checks.draw("small", firms(60))
        checks.vectors(small.page)
        checks.policy(small.page)
        checks.hostile()
        checks.keyboard(small)
        checks.looks()
        checks.speed()
        checks.check("requests", browser.requests(driver))
        driver.get("data:text/html,<img src=http://127.0.0.1:9/x>")
        checks.check("a request is found", [] if len(browser.requests(driver)) == 1 else ["none"])
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
