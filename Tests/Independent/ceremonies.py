"""Random ceremonies: a pool, a commitment, a seed, a draw, what is published, made with the binary.

Every choice comes from one generator, so that a ceremony can be made again by its number; secrets alone do not,
they come from the system.
"""
import csv
import io
import json
import os
import subprocess
from dataclasses import dataclass, field

ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")}
NAMES = ["甲", "城关镇", "河西 街道", "A", "B组", "Süd", "district 7", 'the "old" town', "x,y", "其他：未定", "𠮷野", "7", "007", "c\\d"]
FIRMS = ["建安测绘", "许由食品", "Müller & Söhne", "O'Brien", '"三和"机械', "a,b 商行", "多行\n名称", "🐟 渔业", "长葛\\鄢陵", "ﾊﾝｶｸ"]
HEADING = ["编号", "辖区", "规模", "名称", "state = now", "date", "人数", "备用号"]
STATES = ["开业", "停业", "", "open", "closed = never", "in (1)"]


class Refused(Exception):
    """The binary makes no such ceremony: too many units asked for, no row left, colliding rules."""


class Broken(Exception):
    """The binary does not draw what it has committed to, or fails."""


@dataclass
class Ceremony:
    """The files of one draw and how they are read."""
    folder: str
    what: str = ""                                # for messages
    receipt: str = None
    record: str = None
    pool: str = None
    notice: str = None
    selection: str = None
    public: str = None                            # folder
    exclude: str = None
    posts: str = None
    inspectors: str = None
    assignment: str = None
    before: list = field(default_factory=list)    # receipt, record, pool and exclusions of the year before
    seed: str = None
    sealed: bool = False
    columns: list = field(default_factory=list)   # options that a sealed draw's public receipt does not name

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as f:
            f.write(data if isinstance(data, bytes) else data.encode("utf-8"))
        return self.path(name)


def run(binary, *arguments):
    """(exit status, standard output and error together)"""
    done = subprocess.run([binary, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=ENVIRONMENT, timeout=300)
    return done.returncode, done.stdout.decode("utf-8", "replace")


class Maker:
    """Makes one ceremony."""

    def __init__(self, binary, rng, folder):
        self.binary, self.rng, self.made = binary, rng, Ceremony(folder)

    def make(self):
        kind = self.rng.choices(("pool", "positions", "rotation"), (72, 10, 18))[0]
        self.made.what = kind
        {"pool": self.make_pool, "positions": self.make_positions, "rotation": self.make_rotation}[kind]()
        return self.made

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def tool(self, *arguments):
        status, text = run(self.binary, *arguments)
        if status:
            is_committed = arguments[0] == "draw" and "--record" in arguments
            expected = status in (1, 64, 65) and not is_committed
            raise (Refused if expected else Broken)("%d: %s\n%s" % (status, " ".join(map(repr, arguments)), text))

    # ---------------------------------------------------------------- the pool
    def rows(self, count, strata):
        rng, rows = self.rng, []
        style = rng.choice(("P%03d", "%d", "91410000MA%08dX", "编号—%d", "é%d ç", "%d/Ω", "a:b|%d", "x" * 60 + "%d"))
        for i in rng.sample(range(count * 3), count):
            uid = style % i
            if self.normalizes and rng.random() < 0.1:
                uid = rng.choice((" " + uid, uid + "\u3000", uid.replace("1", "１"), uid + " "))
            first, second = ("", uid) if self.two_ids and rng.random() < 0.3 else (uid, "n%d" % i)
            name = rng.choice(strata) if strata else ""
            if self.unclassified and rng.random() < 0.1:
                name = ""
            date = rng.choice(("2024-%02d-%02d", "2024/%d/%d", "2023年%d月%d日")) % (rng.randint(1, 12), rng.randint(1, 28))
            number = rng.choice(("%d" % rng.randint(-5, 90), "%.1f" % (rng.random() * 90), "0%d" % rng.randint(0, 9), ""))
            size = rng.choice((0, 1, rng.randint(1, 50), rng.randint(1, 2000), 2 ** 40)) if rng.random() < 0.3 else rng.randint(1, 60)
            rows.append([first, name, str(size), "%s %d" % (rng.choice(FIRMS), i), rng.choice(STATES), date, number, second])
        return rows

    def plan_pool(self):
        """What the pool is like."""
        rng = self.rng
        self.design = rng.choices(("srs", "pareto", "sequential-poisson"), (70, 15, 15))[0]
        self.normalizes, self.two_ids, self.unclassified = self.chance(15), self.chance(15), self.chance(20)
        self.strata = rng.sample(NAMES, rng.randint(1, 6)) if self.chance(75) else []
        self.delimiter = rng.choices((",", ";", "\t"), (70, 20, 10))[0]
        self.crlf, self.mark = self.chance(25), self.chance(25)
        self.table = self.rows(rng.choice((1, 7, 30, 60, 120, 400)), self.strata)
        self.heading = HEADING + (["备注", "备注"] if self.chance(8) else [])

    def pool_text(self, table):
        out = io.StringIO()
        quoting = csv.QUOTE_ALL if self.chance(15) else csv.QUOTE_MINIMAL
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator="\r\n" if self.crlf else "\n", quoting=quoting)
        writer.writerow(self.heading)
        writer.writerows(r + ["", "x"][:len(self.heading) - len(r)] for r in table)
        text = out.getvalue()
        if self.chance(10):
            text = text[:-2 if self.crlf else -1]
        return ("\ufeff" if self.mark else "") + text

    def reading(self):
        """Options of commit and draw that say how the pool is read."""
        o = ["--id", "编号,备用号" if self.two_ids else "编号", "-d", "tab" if self.delimiter == "\t" else self.delimiter]
        if self.strata:
            o += ["--stratum", "辖区"]
            if self.unclassified:
                o += ["--unclassified", "（未分类）"]
        if self.normalizes:
            o += ["--normalize-ids"]
        if self.design != "srs":
            o += ["--measure", "规模", "--design", self.design]
        return o

    def conditions(self):
        rng, out = self.rng, []
        some = rng.choice(self.table)
        value = some[3].replace("'", "''")
        for _ in range(rng.choice((1, 1, 2))):
            out += ["--where", rng.choice((
                "number:人数 >= %d" % rng.randint(-3, 40), "number:人数<%d.5" % rng.randint(30, 95), "number:规模 != 7", "number:人数 not in (1, 2.0, '3')",
                "number:人数 is not empty", "date:date > 2023-0%d-15" % rng.randint(1, 9), "date:date <= 2024/%d/1" % rng.randint(3, 12),
                "date:date != 2024年1月1日", '"state = now" != 停业', '"state = now" is empty', '"state = now" is not empty',
                '"state = now" in (开业, open, \'closed = never\')', "\"state = now\" not in ('in (1)', '')", '"state = now"=\'\'', "名称 != '%s'" % value,
                "  名称   not in ('%s',x)  " % value, "编号 != 无此号", '  "名称" != ab\tc', "规模 != 3"))]
        return out

    def exclusions(self):
        """Writes a list of units to keep out; some may stand outside the filter."""
        rng = self.rng
        name = "exclude-%d.csv" % len(os.listdir(self.made.folder))
        chosen = rng.sample(self.table, rng.randint(1, max(1, len(self.table) // 10)))
        out = io.StringIO()
        writer = csv.writer(out, delimiter=rng.choice(",;"), lineterminator="\n")
        writer.writerow(["编号", rng.choice(("reason", "原因"))] + (["备用号"] if self.two_ids else []))
        for r in chosen:
            writer.writerow([r[0], rng.choice(("上月已查", "checked, twice", "a\\b", "two\nlines "))] + ([r[7]] if self.two_ids else []))
        self.made.exclude = self.made.write(name, out.getvalue())
        return ["--exclude", self.made.exclude]

    def frames(self):
        """Posts of all units and a few inspectors, some near their most: now and then there is no assignment."""
        rng = self.rng
        kinds = rng.sample(("1 主检", "2 member", "é", "x y"), rng.randint(1, 2))
        ids = [r[0] or r[7] for r in self.table]
        posts = [[i] + [x for k in sorted(kinds) for x in (k, str(rng.choice((1, 1, 2))))] for i in ids]
        people = []
        for n in range(rng.randint(6, 8)):
            start = rng.randint(0, 3)
            cap = str(start + rng.randint(1, len(ids))) if rng.random() < 0.4 else ""
            marks = sorted({"+" + k for k in kinds if n < 4 or rng.random() < 0.7} | ({"-" + rng.choice(ids)} if n > 4 else set()), key=lambda m: m.encode())
            people.append(["检查员%d" % n, str(start), cap] + marks)
        posts.append(["salt:%064x" % rng.getrandbits(256), "salt", "1"])
        people.append(["salt:%064x" % rng.getrandbits(256), "0", "0"])
        text = [b"".join(sorted("\t".join(line).encode() + b"\n" for line in frame)) for frame in (posts, people)]
        self.made.posts, self.made.inspectors = self.made.write("posts.txt", text[0]), self.made.write("inspectors.txt", text[1])
        return ["--posts", self.made.posts, "--inspectors", self.made.inspectors]

    def rules(self):
        rng, out = self.rng, []
        ratio = ("10%", ">35%", "≥1/3", "=50%", "5%-20%", "≤60%", "百分之十", "不低于12.5%", "3‰", "全部", "<80%", "=33.3%")
        count = ("2", "3户", "1-4", ">1")
        out += ["--rule", rng.choice(ratio + count[:2])]
        if self.chance(25):
            out += ["--rule", rng.choice(("≥1", "≤70%", ">0%", "<99%"))]
        names = sorted({r[1] or "（未分类）" for r in self.table}) if self.strata else []
        if names and self.chance(40):
            out += ["--rule", "%s: %s" % (rng.choice(names), rng.choice(ratio + count))]
        if self.chance(25):
            out += ["--overall", rng.choice(("≥5%", "≤90%", ">1%", "≥1"))]
        return out

    def reserves(self):
        return ["--reserves", self.rng.choice(("1", "50%", "2"))] if self.chance(45) else []

    # ---------------------------------------------------------------- the commitment
    def label(self):
        return self.rng.choice(("2024-01", "许自规〔2024〕25号/测绘", "L 1", "Löwe")) + " %d" % self.rng.randint(1, 99)

    def seed_options(self):
        """Options that announce the seed; sets the seed."""
        rng = self.rng

        def numbers(count, top):
            return sorted(rng.sample(range(1, top + 1), count))

        def text(values):
            return " ".join("%02d" % v for v in values)
        kind = rng.choices(("dice", "block", "lottery", "lotteries", "weak", "unknown"), (35, 15, 10, 15, 10, 15))[0]
        ball, order = text(numbers(6, 33) + numbers(1, 16)), rng.choice(("ascending", "升序", "as drawn"))
        lotto = text(numbers(5, 35) + numbers(2, 12))
        if kind == "dice":
            dice = [str(rng.randint(0, 9)) for _ in range(10)]
            self.made.seed, form, more = " ".join(sorted(dice) if order == "ascending" else dice), " ".join("#" * 10), []
            source = "ten dice, county hall, " + order.replace("升序", "as they fall")
        elif kind == "block":
            self.made.seed, form, more = "块 %012d" % rng.randrange(10 ** 12), "块 " + "#" * 12, []
            source = "a beacon, 10:00 UTC"
        elif kind == "lottery":
            self.made.seed, form, more = "双色球2024029 " + ball, "双色球2024029 ## ## ## ## ## ## ##", ["--weak-seed"]
            source = "双色球 2024029期，" + order
        elif kind == "lotteries":
            self.made.seed, form, more = ball + " + " + lotto, "## ## ## ## ## ## ## + ## ## ## ## ## ## ##", []
            source = "双色球 2024029 and 大乐透 24030, " + order
        elif kind == "weak":
            self.made.seed, form, more = "%03d" % rng.randrange(1000), "###", ["--weak-seed"]
            source = "three balls"
        else:
            values = rng.sample(range(100), 7)
            self.made.seed, form, more = text(sorted(values) if order != "as drawn" else values), "## ## ## ## ## ## ##", ["--outcomes", "99999999999"]
            source = "a wheel, " + order
        return ["--seed-source", source, "--seed-form", form] + more

    def commit(self, *options, record="record.txt", notice="notice.txt"):
        self.made.record, self.made.notice = self.made.path(record), self.made.path(notice)
        self.tool("commit", *options, "--record", self.made.record, "--notice", self.made.notice)

    def attempts(self, subject, label, seed):
        """Options of a redraw: an attempt before of the same label."""
        if self.chance(85):
            return ["--previous", "ab" * 32] if self.chance(30) else []
        first = self.made.path("attempt-1.txt")
        self.tool("commit", *subject, "--label", label, *seed, "--record", first, "--notice", first + ".notice")
        return ["--redraw", first, "--reason", self.rng.choice(("骰子落地", "power\\cut", "a reason "))]

    # ---------------------------------------------------------------- kinds
    def make_pool(self):
        made = self.made
        self.plan_pool()
        made.pool = made.write("pool.csv", self.pool_text(self.table))
        subject = [made.pool, *self.reading(), *(self.conditions() if self.chance(40) else []), *(self.exclusions() if self.chance(25) else [])]
        sizing, label = self.rules() + self.reserves(), self.label()
        if self.design == "srs" and self.chance(15):
            sizing += ["--start", "%064x" % self.rng.getrandbits(256)]
        seed, committed = self.seed_options(), self.chance(80)
        made.sealed = committed and self.chance(50)
        shown = self.rng.choice(("名称", "名称,date", "编号,名称", "state = now"))
        draw = ["draw", *subject, *sizing, "--label", label, "--seed", made.seed]
        if committed:
            bound = ["--publish-columns", shown] if self.chance(50) else []
            teams = self.frames() if len(self.table) <= 30 and not self.normalizes and self.chance(70) else []
            self.commit(*subject, *sizing, "--label", label, *seed, *self.attempts([*subject, *sizing], label, seed), *bound,
                        *(["--sealed"] if made.sealed else []), *teams)
            draw += teams
            if self.chance(10) and not teams and not made.exclude and "--where" not in subject:
                self.make_first_version()
            draw += ["--record", made.record]
        if made.posts:
            made.what += " with teams"
            made.assignment = made.path("teams.txt")
            draw += ["--assignment", made.assignment]
        made.what += " %s%s%s" % (self.design, " sealed" if made.sealed else "", "" if committed else " uncommitted")
        if self.chance(60):
            made.public = made.path("public")
            draw += ["--publish", made.public] + (["--publish-columns", shown] if self.chance(70) else [])
        self.draw(draw, plain="--reserves" not in sizing)
        made.columns = [o for o in self.reading() if o not in ("--design", self.design)]
        made.columns = made.columns[:2] + made.columns[4:]

    def draw(self, draw, plain=False):
        made = self.made
        made.selection, made.receipt = made.path("selection.csv"), made.path("receipt.json")
        more = ["--plain"] if plain and self.chance(15) else []
        more += ["--bom"] if self.chance(10) else []
        more += ["--no-frame-digest"] if self.chance(5) else []
        try:
            self.tool(*draw, *more, "-o", made.selection, "--receipt", made.receipt)
        except Broken:
            # Where there is no assignment the units are drawn, and the answer is no.
            if not (made.posts and os.path.exists(made.receipt) and b'"missing" : 0' not in open(made.receipt, "rb").read()):
                raise
            made.what += ", unfilled"
        with open(made.receipt, encoding="utf-8") as f:
            if "excluded" not in json.load(f):
                made.exclude = None             # all of the list stands outside the filter

    def make_first_version(self):
        """A record of version 1, as it was made before; it has no notice here."""
        made = self.made
        with open(made.record, "rb") as f:
            lines = f.read().split(b"\n")
        new = (b"redraw", b"after", b"outcomes", b"pool", b"rule", b"overall", b"shown")
        lines = [b"record" if l == b"record\t2" else l for l in lines if l.split(b"\t")[0] not in new]
        made.record, made.notice = made.write("record-1.txt", b"\n".join(lines)), None
        made.what += " version 1"

    def make_positions(self):
        made, rng = self.made, self.rng
        population = rng.choice((5, 100, 40065, 2 ** 63 + 11, 2 ** 64 - 1))
        size = rng.randint(0, 5)
        subject = ["--population", str(population), "--size", str(size)] + (["--reserves", "2"] if self.chance(40) and population > 9 else [])
        label, seed, committed = self.label(), self.seed_options(), self.chance(70)
        draw = ["draw", *subject, "--label", label, "--seed", made.seed]
        if committed:
            made.sealed = self.chance(50)
            self.commit(*subject, "--label", label, *seed, *(["--sealed"] if made.sealed else []))
            draw += ["--record", made.record]
        self.draw(draw)

    def make_rotation(self):
        """Two years; between them units come, go and change their stratum."""
        made, rng = self.made, self.rng
        self.plan_pool()
        self.design = "srs"
        first = made.write("pool-1.csv", self.pool_text(self.table))
        sizing, label, seed = self.rules() + self.reserves(), self.label(), self.seed_options()
        seal = ["--sealed"] if self.chance(85) else []
        made.sealed = bool(seal)
        reading, kept_out = self.reading() + (self.conditions() if self.chance(25) else []), self.exclusions() if self.chance(15) else []
        self.commit(first, *reading, *kept_out, *sizing, "--label", label, *seed, "--rotation", *seal, record="record-1.txt", notice="notice-1.txt")
        record, receipt, selection = made.record, made.path("receipt-1.json"), made.path("selection-1.csv")
        self.tool("draw", first, *reading, *kept_out, *sizing, "--label", label, "--seed", made.seed, "--record", record, "-o", selection, "--receipt", receipt)
        made.before, made.exclude = [receipt, record, first, made.exclude], None
        after = ["--after", receipt]
        if "--reserves" in sizing:
            after += ["--used", self.call_up(selection)]
        kept = [r for r in self.table if rng.random() > 0.1] or self.table[:1]
        for r in kept:
            if self.strata and rng.random() < 0.1:
                r[1] = rng.choice(self.strata)
        self.table = kept + [[r[0] and r[0] + "新", *r[1:7], r[7] + "新"] for r in kept[:rng.randint(0, 5)]]
        made.pool = made.write("pool.csv", self.pool_text(self.table))
        options = [made.pool, *reading, *sizing, "--label", label, *after]
        if self.chance(20):
            options += self.exclusions()
        self.commit(*options, *seed, "--pool-before", first, "--secret-of", record, *seal)
        self.draw(["draw", *options, "--seed", made.seed, "--record", made.record])
        made.what += " sealed" if made.sealed else ""

    def call_up(self, selection):
        """The selection without the reserves that were not used."""
        with open(selection, encoding="utf-8", newline="") as f:
            table = list(csv.reader(f, delimiter=self.delimiter))
        used = {s: self.rng.randint(0, 2) for s in {r[0] for r in table[1:]}}
        rows = [table[0]] + [r for r in table[1:] if r[2] == "selected" or int(r[1]) - int(r[4]) <= used[r[0]]]
        out = io.StringIO()
        csv.writer(out, delimiter=self.delimiter, lineterminator="\n").writerows(rows)
        return self.made.write("used.csv", out.getvalue())
