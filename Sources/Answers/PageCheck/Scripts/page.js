// The page: takes the files that a reader gives, and shows what was found. Nothing leaves the page.

const isChinese = document.documentElement.lang.startsWith("zh");
const words = (said) => (isChinese ? said.chinese : said.english);
const outcomeWords = {
  holds: say("ok", "一致"),
  differs: say("DIFFERS", "不一致"),
  not_checked: say("NOT CHECKED", "未核对"),
  note: say("note", "说明"),
};
const subjectWords = {
  receipt: say("receipt", "回执"),
  record: say("record", "记录"),
  rotation: say("rotation", "轮换"),
  seed: say("seed", "种子"),
  frame: say("list of all objects", "对象库"),
  sizes: say("sizes", "数量"),
  selection: say("selection", "抽取结果"),
  assignment: say("assignment", "人员分派"),
  notice: say("notice", "公告"),
  public_files: say("what is published", "公开材料"),
};

/** The sentence at the end: verified, or what differs or was not checked. */
function conclusion(found) {
  const names = (outcome) => {
    const own = found.lines.filter((line) => line.outcome === outcome).map((line) => words(subjectWords[line.subject]));
    return [...new Set(own)].join(isChinese ? "、" : ", ");
  };
  return words({
    verified: say("verified: everything is as the page says", "验证通过：与本页完全一致"),
    form_holds: say("the form holds; the selection cannot be checked from outside", "形式无误；抽取结果无法从外部核对"),
    not_verified: say(`NOT verified: ${names("differs")}`, `验证未通过：${names("differs")}`),
    not_checked: say(`nothing differs; not checked: ${names("not_checked")}`, `未发现不一致；未核对：${names("not_checked")}`),
  }[found.answer]);
}

/** What the page itself says, as it is shown. */
function ownContent() {
  const data = JSON.parse(document.getElementById("draw").textContent);
  const rows = [...document.querySelectorAll("#list tr")].map((row) => [...row.cells].slice(1).map((cell) => cell.textContent));
  return {
    receipt: utf8(data.receipt),
    record: data.record === null ? null : utf8(data.record),
    columns: data.columns,
    selection: { name: words(say("this page", "本页")), heading: rows[0], rows: [...rows.slice(1), ...data.more], isShown: true },
  };
}

/** The file that was given for a purpose: {name, bytes}; null where there is none. */
async function givenFile(purpose) {
  const file = document.getElementById(`file-${purpose}`)?.files[0];
  return file ? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } : null;
}

/** The verifications of what is on the page and what was given: a title and findings each. */
async function verifyPage() {
  const own = ownContent();
  const given = { ...own };
  for (const purpose of ["pool", "exclude"]) given[purpose] = await givenFile(purpose);
  for (const purpose of ["record", "notice"]) given[purpose] = (await givenFile(purpose))?.bytes ?? own[purpose] ?? null;
  const seed = document.getElementById("seed").value;
  given.seed = seed === "" ? null : checkedText(seed, "the seed", "种子");
  const receipt = await givenFile("receipt");
  const published = { title: say("What is published", "公开内容") };
  if (!receipt) return [{ ...published, found: verifyDraw(given) }];
  const internal = { ...given, receipt: receipt.bytes, selection: null, columns: null };
  const selection = await givenFile("selection");
  if (selection) internal.selection = { name: selection.name, ...readTable(selection.bytes, selection.name, [], "plain") };
  const { isPublic, tree } = readReceipt(receipt.bytes);
  const columns = isPublic ? null : tree.get("columns");
  if (!columns) throw new Refused("give the internal receipt, which names the columns", "请提供注明列名的内部回执");
  given.columns = {
    id: columns.get("id"),
    stratum: columns.get("stratum") ?? null,
    unclassified: columns.get("unclassified") ?? null,
    measure: tree.get("measure") ?? null,
    normalized: typeof tree.get("normalized") === "bigint",
  };
  return [
    { ...published, found: verifyDraw(given) },
    { title: say("The receipt", "内部回执"), found: verifyDraw(internal) },
  ];
}

/** An element with text in it. */
function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** Shows what was found. */
function show(results) {
  const output = document.getElementById("found");
  const parts = results.flatMap(({ title, found }) => {
    const list = element("ul", "");
    for (const line of found.lines) {
      const item = element("li", "", line.outcome);
      item.append(
        element("b", `${words(subjectWords[line.subject])}${isChinese ? "：" : ": "}${words(outcomeWords[line.outcome])}`),
        ` ${words(line.said)}`,
      );
      list.append(item);
    }
    const answer = element("p", conclusion(found), `answer ${found.answer}`);
    answer.dataset.answer = found.answer;
    return [...(results.length > 1 ? [element("h3", words(title))] : []), answer, list];
  });
  output.replaceChildren(...parts);
}

/** Shows why no answer can be given. */
function showError(error) {
  const said = error instanceof Refused ? error.said : say(`the page failed: ${error.message}`, `本页出错：${error.message}`);
  const line = element("p", words(said), "answer refused");
  line.dataset.answer = error instanceof Refused ? "refused" : "failed";
  document.getElementById("found").replaceChildren(line);
}

document.getElementById("check").addEventListener("submit", (event) => {
  event.preventDefault();
  const output = document.getElementById("found");
  output.replaceChildren(element("p", words(say("Recomputing …", "正在复算……"))));
  // Once the browser has shown that it works.
  setTimeout(() => verifyPage().then(show).catch(showError), 30);
});
