"""The cases of Tests/Vectors/assignment-own.json: what the vectors that came with the protocol do not reach.

Seeds are the first for which it matters: with what a case is about left out of the program, another answer comes.
"""

LIMIT = 2 ** 31 - 1
SALT = "salt:" + "0123456789abcdef" * 4
OTHER_SALT = "salt:" + "fedcba9876543210" * 4
A = "a\tlead\t1\n"
I = "i\t0\t\t+lead\n"


def people(names, marks, start=0, cap=""):
    """One line each, alike."""
    return "".join("%s\t%d\t%s%s\n" % (n, start, cap, "".join("\t" + m for m in marks)) for n in names)


def case(name, posts, inspectors, seed="1", objects=None, events=None, **more):
    made = {"name": name, "label": "own vectors", "seed": seed, "secret": "", "post_frame": posts,
            "inspector_frame": inspectors, "objects": objects, **more}
    return made if events is None else {**made, "events": events}


def event(*matched, struck=()):
    """(object, who is out, …) each."""
    return {"struck": list(struck), "matched": [{"object": m[0], "out": list(m[1:])} for m in matched]}


TWENTY = ["i%02d" % n for n in range(1, 21)]

TEN_AND_MORE = [
    case("twelve places at one object: numbers are integers, 2 before 10",
         "a\t1 lead\t1\t2 member\t11\nb\t1 lead\t2\nc\t1 lead\t1\t2 member\t4\n",
         people(TWENTY[:14], ["+1 lead", "+2 member"])),
    case("twelve places of three kinds at one object, caps and start loads",
         "a\t1 lead\t2\t2 expert\t3\t3 member\t7\nb\t1 lead\t1\t3 member\t10\n",
         people(TWENTY[:4], ["+1 lead", "+3 member"], 1, 3)
         + people(TWENTY[4:8], ["+2 expert", "+3 member"], 0, 2) + people(TWENTY[8:16], ["+3 member"]), seed="2"),
    case("no assignment: thirteen places at one object, twelve officers; plain order by the number as an integer",
         "a\tlead\t1\tmember\t12\n", people(TWENTY[:12], ["+lead", "+member"])),
    case("no assignment: eleven of a kind at each of two objects, caps of one",
         "a\tmember\t11\nb\tmember\t11\nc\tmember\t1\n", people(TWENTY, ["+member"], 0, 1)),
    case("a team of twelve, of which four leave", "a\t1 lead\t2\t2 member\t10\nb\t2 member\t3\n",
         people(TWENTY, ["+1 lead", "+2 member"], 0, 1),
         events=[event(("a", *TWENTY[:8])), event(("b", *TWENTY[8:14])), event(("a", *TWENTY[14:18]))]),
]

# Two places become free at once. An officer who may take either is first by ticket, but the second place only he can
# take.
LOOKAHEAD_POSTS = "o\ta\t1\tb\t1\tc\t1\n"
LOOKAHEAD_PEOPLE = ("i1\t5\t\t+a\ni2\t5\t\t+a\t+b\ni3\t0\t\t+a\ni4\t0\t\t+b\ni5\t0\t\t+c\n")
LOOKAHEAD = [
    case("a free place does not take the first by ticket, who alone can have the next",
         LOOKAHEAD_POSTS, LOOKAHEAD_PEOPLE, seed="2", events=[event(("o", "i3", "i4"))]),
    case("nor in a team drawn anew", "o\ta\t1\tb\t1\tc\t1\n",
         "i1\t5\t\t+a\ni2\t5\t\t+a\t+b\ni3\t0\t\t+a\ni4\t0\t\t+b\t+c\ni5\t0\t\t+c\n", seed="1",
         events=[event(("o", "i3", "i5"))]),
    case("nor at a reserve object that comes in", "o\ta\t1\nr\ta\t2\tb\t1\n",
         "i1\t0\t\t+a\ni2\t0\t\t+a\t+b\ni3\t0\t\t+a\n", seed="1", objects=["o"], events=[event(("r",))]),
]

FAILED = [
    case("who is out of a team that could not be changed keeps it, and it counts elsewhere",
         "a\tlead\t1\nb\tlead\t1\n", "i1\t0\t1\t+lead\t-b\ni2\t0\t1\t+lead\t-a\ni3\t0\t1\t+member\n",
         events=[event(("a", "i1")), event(("b", "i2")), event(("b",)), event(("a",))]),
    case("the next withdrawal at the object starts from the team it had, without those who are out",
         "a\tlead\t1\tmember\t1\nb\tlead\t1\n",
         "i1\t0\t1\t+lead\ni2\t0\t1\t+lead\t+member\ni3\t0\t1\t+member\ni4\t0\t1\t+member\t-b\n",
         objects=["a", "b"], seed="1",
         events=[event(("a", "i1")), event(("a", "i2")), event(struck=["b"]), event(("a",)), event(("a", "i3"))]),
    case("a cap is free for others only after one that succeeds",
         "a\tm\t1\nb\tm\t1\nc\tm\t1\n", "i1\t0\t2\t+m\ni2\t0\t1\t+m\n", seed="3", objects=["a", "b", "c"],
         events=[event(("a", "i1", "i2")), event(("b", "i1", "i2")), event(("c",)), event(struck=["a"]),
                 event(("c", "i1")), event(("a",), ("b",))]),
    case("a reserve object whose team can not be found has none, and is struck",
         "a\tm\t1\nr\tm\t3\n", "i1\t0\t1\t+m\ni2\t0\t1\t+m\n", objects=["a"],
         events=[event(("r",)), event(struck=["r"]), event(("r", "nobody of this name")), event(struck=["a"])]),
]

STEPS = [
    case("the first by ticket comes in, not the least loaded",
         "a\tm\t1\n", "i1\t0\t\t+m\ni2\t1\t\t+m\ni3\t8\t\t+m\n", seed="5", events=[event(("a", "i1"))]),
    case("who lost a place when a team was drawn anew may come back",
         "a\tlead\t1\tm\t2\n", "i1\t0\t\t+lead\ni2\t0\t\t+lead\t+m\ni3\t0\t\t+m\ni4\t2\t\t+m\ni5\t9\t\t+m\n",
         seed="2", events=[event(("a", "i1")), event(("a", "i4")), event(("a", "i5"))]),
]

# Objects of an event go by their turn: whoever comes first takes the free cap.
EVENTS = [
    case("three objects at once go by turn, and a later one still has its old team",
         "a\tm\t1\nb\tm\t1\nc\tm\t1\nd\tm\t1\n",
         "i1\t0\t2\t+m\ni2\t0\t2\t+m\ni3\t0\t2\t+m\n", seed="103",
         events=[event(("a", "i1"), ("b", "i2"), ("c", "i3")), event(("d", "i1", "i2"), ("a",), ("b", "i1", "i3")),
                 event(("c", "i1"), ("d",))]),
    case("what an event strikes is free before any other is matched",
         "a\tm\t1\nb\tm\t1\nr\tm\t1\n", "i1\t0\t1\t+m\ni2\t0\t1\t+m\n", objects=["a", "b"],
         events=[event(("r",)), event(("r",), struck=["a"]), event(("a",)), event(("a",), struck=["b", "r"])]),
    case("one object of an event fails, the others do not",
         "a\tlead\t1\tm\t1\nb\tlead\t1\tm\t1\nc\tm\t2\n",
         "i1\t0\t\t+lead\ni2\t0\t\t+lead\ni3\t0\t3\t+m\ni4\t0\t3\t+m\ni5\t0\t3\t+m\n", seed="5",
         events=[event(("a", "i1", "i2"), ("b", "i1"), ("c", "i3"))]),
    case("an object that comes in again after it was struck remembers who left it",
         "a\tm\t1\nb\tm\t1\n", "i1\t0\t\t+m\ni2\t0\t\t+m\ni3\t0\t\t+m\n",
         events=[event(("a", "i1", "i2")), event(struck=["a"]), event(("a",)), event(("a", "i3"))]),
    case("events that are refused change nothing",
         "a\tm\t1\nb\tm\t1\nr\tm\t%d\n" % LIMIT, "i1\t0\t\t+m\ni2\t0\t\t+m\n", objects=["a", "b"],
         events=[event(("a", "i1"), ("a", "i2")), event(("zz",)), event(struck=["zz"]), event(("a",), struck=["a"]),
                 event(("b",), ("r",), struck=["a"]), event(struck=["b", "b"]), event(("a", "i1")), event()]),
    case("an event may bring the greatest number of places, which nobody can fill",
         "a\tm\t1\nr\tm\t%d\n" % (LIMIT - 1), "i1\t0\t\t+m\ni2\t0\t\t+m\n", objects=["a"], events=[event(("r",))]),
]

SALTED_POSTS = "o1\tlead\t1\no2\tlead\t1\n" + SALT + "\tsalt\t1\n"
SALTED_PEOPLE = "Li\t0\t\t+lead\nMa\t0\t\t+lead\n" + OTHER_SALT + "\t0\t0\n"
SALTS = [
    case("salt in both frames, committed to", SALTED_POSTS, SALTED_PEOPLE, committed=True,
         events=[event(("o1", "Li")), event(("o1", "Ma")), event((SALT,)), event(struck=[SALT])]),
    case("the same objects listed", SALTED_POSTS, SALTED_PEOPLE, committed=True, objects=["o2"]),
    case("a frame of salt alone", SALT + "\tsalt\t1\n", OTHER_SALT + "\t0\t0\n", committed=True),
    case("the salt is no object", SALTED_POSTS, SALTED_PEOPLE, objects=["o1", SALT]),
    case("without a record a frame needs no salt", "o1\tlead\t1\n", I),
    case("what looks like salt is an object: 63 digits, capitals",
         "salt:%s\tlead\t1\nsalt:%s\tlead\t1\n" % ("0" * 63, "A" * 64), I),
    case("committed without salt in the post frame", A, I + OTHER_SALT + "\t0\t0\n", committed=True),
    case("committed without salt in the inspector frame", A + SALT + "\tsalt\t1\n", I, committed=True),
    case("two lines of salt in the post frame", A + SALT + "\tsalt\t1\n" + OTHER_SALT + "\tsalt\t1\n",
         I + SALT + "\t0\t0\n", committed=True),
    case("two lines of salt in the inspector frame", A + SALT + "\tsalt\t1\n",
         I + SALT + "\t0\t0\n" + OTHER_SALT + "\t0\t0\n", committed=True),
    case("salt with another kind", A + SALT + "\tlead\t1\n", I + SALT + "\t0\t0\n", committed=True),
    case("salt with another count", A + SALT + "\tsalt\t2\n", I + SALT + "\t0\t0\n", committed=True),
    case("salt with one kind more", A + SALT + "\tlead\t1\tsalt\t1\n", I + SALT + "\t0\t0\n", committed=True),
    case("salt with a start", A + SALT + "\tsalt\t1\n", I + SALT + "\t1\t0\n", committed=True),
    case("salt without a cap", A + SALT + "\tsalt\t1\n", I + SALT + "\t0\t\n", committed=True),
    case("salt with a mark", A + SALT + "\tsalt\t1\n", I + SALT + "\t0\t0\t+lead\n", committed=True),
]

BOUNDS = [
    case("start loads and caps at the bound: loads go over it",
         "a\tm\t2\nb\tm\t1\n", "i1\t%d\t\t+m\ni2\t%d\t\t+m\ni3\t0\t0\t+m\n" % (LIMIT, LIMIT - 1),
         events=[event(("b", "i1")), event(("b", "i2"))]),
    case("caps at the bound", "a\tm\t1\nb\tm\t1\n", "i1\t%d\t%d\t+m\ni2\t%d\t%d\t+m\ni3\t7\t6\t+m\n"
         % (LIMIT - 1, LIMIT, LIMIT - 2, LIMIT)),
    case("no assignment: a post of as many places as there can be", "a\tm\t%d\n" % LIMIT, people(TWENTY[:3], ["+m"])),
    case("no assignment: the same over two kinds and objects", "a\tm\t%d\tn\t1\nb\tm\t1\n" % (LIMIT - 2),
         people(TWENTY[:3], ["+m"])),
    case("one place too many", "a\tm\t%d\nb\tm\t1\n" % LIMIT, people(TWENTY[:3], ["+m"])),
    case("one place too many, not in what is assigned", "a\tm\t%d\nb\tm\t1\n" % LIMIT, people(TWENTY[:3], ["+m"]),
         objects=["b"]),
    case("two empty frames", "", ""),
    case("no inspectors", A, ""),
]

REFUSED = [
    case("an object without a line", A, I, objects=["a", "b"]),
    case("an object twice in the list", A, I, objects=["a", "a"]),
    *[case("post frame: " + name, text, I) for name, text in [
        ("the last line has no end", "a\tlead\t1"), ("an empty line", "a\tlead\t1\n\n"),
        ("an empty line before", "\na\tlead\t1\n"), ("lines out of order", "b\tlead\t1\na\tlead\t1\n"),
        ("an object twice", "a\tlead\t1\na\tmember\t1\n"), ("a line twice", "a\tlead\t1\na\tlead\t1\n"),
        ("no post", "a\n"), ("a kind without a count", "a\tlead\n"),
        ("a second kind without a count", "a\tlead\t1\tm\n"),
        ("a TAB at the end", "a\tlead\t1\t\n"), ("kinds out of order", "a\tmember\t1\tlead\t1\n"),
        ("a kind twice", "a\tlead\t1\tlead\t1\n"), ("count 0", "a\tlead\t0\n"), ("no count", "a\tlead\t\n"),
        ("a leading zero", "a\tlead\t01\n"), ("a sign", "a\tlead\t+1\n"), ("a negative count", "a\tlead\t-1\n"),
        ("a fraction", "a\tlead\t1.0\n"), ("a blank", "a\tlead\t 1\n"), ("digits of full width", "a\tlead\t１\n"),
        ("2^31", "a\tlead\t%d\n" % (LIMIT + 1)), ("a number of thirty digits", "a\tlead\t" + "9" * 30 + "\n"),
        ("a line ending of two bytes", "a\tlead\t1\r\n")]],
    *[case("inspector frame: " + name, A, text) for name, text in [
        ("the last line has no end", "i\t0\t"), ("an empty line", "i\t0\t\n\n"), ("no cap", "i\t0\n"),
        ("only an id", "i\n"), ("lines out of order", "j\t0\t\ni\t0\t\n"), ("an inspector twice", "i\t0\t\ni\t1\t\n"),
        ("no start", "i\t\t\n"), ("start below 0", "i\t-1\t\n"), ("a start with a leading zero", "i\t00\t\n"),
        ("a start of 2^31", "i\t%d\t\n" % (LIMIT + 1)), ("a cap of 2^31", "i\t0\t%d\n" % (LIMIT + 1)),
        ("a cap with a sign", "i\t0\t+3\n"), ("a cap in words", "i\t0\tnone\n"),
        ("a mark without + or -", "i\t0\t\tlead\n"), ("an empty mark", "i\t0\t\t\n"),
        ("marks out of order", "i\t0\t\t+member\t+lead\n"), ("- before +", "i\t0\t\t-a\t+lead\n"),
        ("a mark twice", "i\t0\t\t+lead\t+lead\n")]],
    *[case("text of a draw: " + name, posts, inspectors, texts="draw") for name, posts, inspectors in [
        ("an object with white space at its end", "a \tlead\t1\n", I),
        ("a kind that is not NFC", "a\te\u0301\t1\n", I),
        ("an object of 1,025 bytes", "a" * 1025 + "\tlead\t1\n", I),
        ("a byte order mark", "\ufeffa\tlead\t1\n", I), ("an empty object", "\tlead\t1\n", I),
        ("an empty kind", "a\t\t1\n", I),
        ("a control character", "a\u0001\tlead\t1\n", I),
        ("an inspector with a zero-width space", A, "i\u200b\t0\t\t+lead\n"),
        ("a mark of a kind that is none", A, "i\t0\t\t+lead \n"), ("a mark without a kind", A, "i\t0\t\t+\n"),
        ("a mark without an object", A, "i\t0\t\t-\n"),
        ("a mark of an object with a line separator", A, "i\t0\t\t+lead\t-a\u2028b\n"),
        ("an inspector that is unassigned", A, "i\u0378\t0\t\t+lead\n")]],
    case("text of a draw: 1,024 bytes are taken", "a" * 1024 + "\tlead\t1\n", I, texts="draw"),
    case("any text: empty ids, kinds and marks, controls, what is not NFC",
         "\t\t1\te\u0301\t1\na\u0001\t\t1\n", "\t0\t\t+\t+e\u0301\t-a\u0001\ni\t0\t\t+lead\t-\ni \t0\t\t+\t+e\u0301\n",
         seed="1", events=[event(("", "")), event(("a\u0001", "i "))]),
]

CASES = TEN_AND_MORE + LOOKAHEAD + FAILED + STEPS + EVENTS + SALTS + BOUNDS + REFUSED
