#!/usr/bin/env python3
"""Assigns inspectors by spotcheck-assign-v1: Python 3.11, standard library only, slow and plain.

Written from the page on assignment alone (ASSIGN.md, with the texts of section 2 of the design page), before the
implementation in Swift was begun. It shares no idea with it beyond the page: whether an optimal assignment still
agrees with what was given is found out by making one and comparing sums of squares.

    assign.py check FILE...           recompute files of vectors; exit status 1 where one differs
    assign.py random SEED COUNT       COUNT random cases with their answers, as a file of vectors
    assign.py vectors                 Tests/Vectors/assignment-own.json, on standard output

The page leaves some points open. Where two honest programs could disagree, this one takes:

 1. A frame's text ends with LF, and an id, kind or mark may be empty only where any text is taken.
 2. A line is a line of salt when its id is `salt:` and 64 lower-case hex digits; in a frame that a record commits to
    exactly one has this form, and what follows is as the page says. It is never assigned: named as an object it is
    refused, and "all objects" leaves it out. A frame without a record may have none.
 3. An event is a set of objects struck and a list of (object, who is out). Naming an object twice in one, or both
    struck and matched, is refused, and so is an object without a line. Each object of an event succeeds or fails
    by itself. An object struck keeps those who are out, should it come in again; one without a team may be struck.
 4. An object with no team whose matching fails has no team afterwards either.
 5. What is refused leaves everything as it was; more than 2^31-1 places of all teams and the objects of an event
    together are refused before anything of the event is done.
"""
import hashlib
import json
import random
import re
import sys

sys.dont_write_bytecode = True
import verify

PROTOCOL = "spotcheck-assign-v1"
LIMIT = 2 ** 31 - 1
SALT = re.compile(rb"salt:[0-9a-f]{64}\Z")


class Refused(Exception):
    """What the page refuses."""


# ------------------------------------------------------------------ hashes
def sha(data):
    return hashlib.sha256(data).hexdigest()


def key_of(label, seed, secret):
    return sha(b"\n".join([b"spotcheck-draw-v1", b"inspectors", label, seed, secret])).encode()


def ticket(key, o, i):
    return sha(key + b":" + o + b"\n" + i)


def turn(key, o):
    return ticket(key, o, b"")


# ------------------------------------------------------------------ frames
def number(digits, least=0):
    if not re.fullmatch(rb"0|[1-9][0-9]*", digits) or not least <= int(digits) <= LIMIT:
        raise Refused("%r is not an integer from %d to 2^31-1" % (digits, least))
    return int(digits)


def a_text(data, any_text):
    """The page's function takes any text; a draw takes texts of the design page."""
    if not any_text:
        try:
            problem = verify.text_problem(data.decode())
        except UnicodeDecodeError:
            problem = "not UTF-8"
        if problem:
            raise Refused("%r: %s" % (data, problem))
    return data


def lines(data):
    if not data:
        return []
    if not data.endswith(b"\n"):
        raise Refused("the last line has no end")
    found = data[:-1].split(b"\n")
    if any(not line for line in found):
        raise Refused("an empty line")
    # An id holds no TAB, but may hold what sorts before it (only where any text is taken): lines sort as lines.
    if found != sorted(found):
        raise Refused("lines out of order")
    ids = [line.split(b"\t")[0] for line in found]
    if len(set(ids)) < len(ids):
        raise Refused("an id twice")
    return [line.split(b"\t") for line in found]


def posts_of(data, any_text=False):
    """{object: [(kind, count)]} of a post frame."""
    frame = {}
    for fields in lines(data):
        if len(fields) < 3 or len(fields) % 2 == 0:
            raise Refused("not id, kind, count, kind, count…")
        kinds = [a_text(k, any_text) for k in fields[1::2]]
        if any(not a < b for a, b in zip(kinds, kinds[1:])):
            raise Refused("kinds not ascending")
        frame[a_text(fields[0], any_text)] = list(zip(kinds, [number(c, 1) for c in fields[2::2]]))
    return frame


class Inspector:
    def __init__(self, start, cap, marks):
        self.start, self.cap = start, cap
        self.kinds = {m[1:] for m in marks if m[:1] == b"+"}
        self.avoided = {m[1:] for m in marks if m[:1] == b"-"}

    def may(self, o, kind):
        return kind in self.kinds and o not in self.avoided


def inspectors_of(data, any_text=False):
    """{id: Inspector} of an inspector frame."""
    frame = {}
    for fields in lines(data):
        if len(fields) < 3:
            raise Refused("not id, start, cap, marks")
        marks = fields[3:]
        for mark in marks:
            if mark[:1] not in (b"+", b"-"):
                raise Refused("a mark without + or -")
            a_text(mark[1:], any_text)
        if any(not a < b for a, b in zip(marks, marks[1:])):
            raise Refused("marks not ascending")
        cap = number(fields[2]) if fields[2] else None
        frame[a_text(fields[0], any_text)] = Inspector(number(fields[1]), cap, marks)
    return frame


def one_salt(data, rest):
    """Checks that a frame to be committed to has its line of salt."""
    found = [f for f in lines(data) if SALT.match(f[0])]
    if len(found) != 1 or found[0][1:] != rest:
        raise Refused("not exactly one line of salt")


def committed(posts, inspectors):
    one_salt(posts, [b"salt", b"1"])
    one_salt(inspectors, [b"0", b"0"])


# ------------------------------------------------------------------ filling places
# A place is (object, kind, k): the k-th of its kind there. `team` maps places to inspectors.
class Filling:
    """Gives places inspectors who may have them: nobody two at one object, nobody above his cap."""

    def __init__(self, inspectors, places, starts=None, fixed=None, hint=None):
        self.inspectors, self.places = inspectors, places
        self.load = dict(starts or {i: x.start for i, x in inspectors.items()})
        self.team, self.fixed = {}, set()
        self.at = {}                     # (object, inspector) -> place
        self.of = {i: [] for i in inspectors}
        for p, i in (fixed or {}).items():
            self.give(p, i)
            self.fixed.add(p)
        for p, i in (hint or {}).items():
            if p not in self.team and (p[0], i) not in self.at and self.room(i):
                self.give(p, i)

    def room(self, i):
        cap = self.inspectors[i].cap
        return cap is None or self.load[i] < cap

    def give(self, p, i):
        self.team[p], self.at[p[0], i] = i, p
        self.of[i].append(p)
        self.load[i] += 1

    def take(self, p):
        i = self.team.pop(p)
        del self.at[p[0], i]
        self.of[i].remove(p)
        self.load[i] -= 1

    def chains(self, seeds):
        """Everybody who can take one place more when the seeds (place, chain so far) are to be filled.

        Returns {inspector: chain}; a chain is a list of (place, inspector) to be given in place of what was.
        """
        ends, queue, seen = {}, list(seeds), {p for p, _ in seeds}
        for p, chain in queue:
            for i in self.inspectors:
                if not self.inspectors[i].may(p[0], p[1]):
                    continue
                there = self.at.get((p[0], i))
                if there is not None:
                    # He is at the object already: he may change to p, and his place there is free.
                    if there not in seen and there not in self.fixed:
                        seen.add(there)
                        queue.append((there, chain + [(p, i)]))
                elif i not in ends:
                    ends[i] = chain + [(p, i)]
                    # He may take p and give up another place in return.
                    for q in self.of[i]:
                        if q not in seen and q not in self.fixed:
                            seen.add(q)
                            queue.append((q, chain + [(p, i)]))
        return ends

    def follow(self, chain):
        for p, _ in chain:
            if p in self.team:
                self.take(p)
        for p, i in chain:
            self.give(p, i)

    def fill(self, p):
        """Fills one place more, others moving where they must; False where nobody can."""
        ends = {i: c for i, c in self.chains([(p, [])]).items() if self.room(i)}
        if ends:
            self.follow(ends[min(ends, key=lambda i: self.load[i])])
        return bool(ends)

    def fill_all(self):
        return all(p in self.team or self.fill(p) for p in self.places)

    def level(self):
        """Moves places from high loads to low ones as long as a chain does."""
        again = True
        while again:
            again = False
            for i in sorted(self.inspectors, key=lambda i: -self.load[i]):
                for q in list(self.of[i]):
                    if q in self.fixed or self.team.get(q) != i:
                        continue
                    ends = {j: c for j, c in self.chains([(q, [])]).items()
                            if j != i and self.room(j) and self.load[j] + 2 <= self.load[i]}
                    # A chain may end at its beginning's holder by another way, which changes nothing.
                    if ends:
                        self.follow(ends[min(ends, key=lambda j: self.load[j])])
                        again = True

    def squares(self):
        return sum(load * load for load in self.load.values())


# ------------------------------------------------------------------ the answer
def places_of(posts, objects):
    return [(o, kind, k) for o in sorted(objects) for kind, count in posts[o] for k in range(1, count + 1)]


def in_turn(posts, objects, key):
    """The places in the order of section 3."""
    found = []
    for o in objects:
        mine = places_of(posts, [o])
        found += [((k, turn(key, o), o), p) for k, p in enumerate(mine, 1)]
    return [p for _, p in sorted(found)]


def object_list(posts, objects):
    if objects is None:
        return [o for o in posts if not SALT.match(o)]
    if len(set(objects)) < len(objects):
        raise Refused("an object twice in the list")
    for o in objects:
        if o not in posts:
            raise Refused("%r has no line in the post frame" % o)
        if SALT.match(o):
            raise Refused("the line of salt is not an object")
    if sum(c for o in objects for _, c in posts[o]) > LIMIT:
        raise Refused("more than 2^31-1 places")
    return list(objects)


def assign(posts, inspectors, key, objects=None):
    """{place: inspector}, or None where there is none."""
    objects = object_list(posts, objects)
    if sum(c for o in objects for _, c in posts[o]) > LIMIT:
        raise Refused("more than 2^31-1 places")
    if any(c > able(inspectors, o, kind) for o in objects for kind, c in posts[o]):
        return None
    order = in_turn(posts, objects, key)
    best = Filling(inspectors, order)
    if not best.fill_all():
        return None
    best.level()
    least, fixed, given = best.squares(), {}, dict.fromkeys(inspectors, 0)
    for p in order:
        there = {i for q, i in fixed.items() if q[0] == p[0]}
        able_ones = [i for i in inspectors if inspectors[i].may(p[0], p[1]) and i not in there]
        for i in sorted(able_ones, key=lambda i: (given[i], ticket(key, p[0], i), i)):
            if best.team[p] != i:
                cap = inspectors[i].cap
                if cap is not None and inspectors[i].start + given[i] >= cap:
                    continue
                trial = Filling(inspectors, order, fixed=fixed | {p: i}, hint=best.team)
                if not trial.fill_all():
                    continue
                trial.level()
                if trial.squares() != least:
                    continue
                best = trial
            fixed[p] = i
            given[i] += 1
            break
        else:
            raise AssertionError("the holder in an optimal assignment was not tried")
    return fixed


def assignment_text(team):
    return b"".join(sorted(b"\t".join([o, kind, i]) + b"\n" for (o, kind, _), i in team.items()))


# ------------------------------------------------------------------ the certificate
def able(inspectors, o, kind):
    return sum(x.may(o, kind) for x in inspectors.values())


def filled(inspectors, places, starts):
    return Filling(inspectors, places, starts).fill_all()


def certificate(posts, inspectors, objects, starts=None):
    """The text of section 6; starts replaces those of the frame."""
    starts = starts or {i: x.start for i, x in inspectors.items()}
    # Of a post only the last places can matter, one more than can serve there: these alone can not be filled.
    plain, total = [], 0
    for o in sorted(objects):
        for kind, count in posts[o]:
            plain += [(o, kind, k) for k in range(max(1, count - able(inspectors, o, kind)), count + 1)]
            total += count
    late = []
    for p in reversed(plain):
        late = [p] + late
        if not filled(inspectors, late, starts):
            break
    else:
        raise AssertionError("all places can be filled")
    chosen = [late[0]] + [p for p in late[1:] if filled(inspectors, [q for q in late if q != p], starts)]
    count, text = {}, b""
    for o, kind, _ in chosen:
        count[o, kind] = count.get((o, kind), 0) + 1
    for o, kind in sorted(count):
        text += b"%b\t%b\t%d\n" % (o, kind, count[o, kind])
    available = 0
    for i in sorted(inspectors):
        x = inspectors[i]
        here = len({o for o, kind in count if x.may(o, kind)})
        if here:
            least = here if x.cap is None else min(here, max(0, x.cap - starts[i]))
            available += least
            cap = b"" if x.cap is None else b"%d" % x.cap
            text += b"%b\t%d\t%b\t%d\t%d\n" % (i, starts[i], cap, here, least)
    assert available == len(chosen) - 1
    best = Filling(inspectors, plain, starts)
    missing = total - sum(best.fill(p) for p in plain)
    return text + b"%d\t%d\t%d\n" % (len(chosen), available, missing)


# ------------------------------------------------------------------ withdrawals
class Teams:
    """The teams after a draw, and what changes them."""

    def __init__(self, posts, inspectors, key, team):
        self.posts, self.inspectors, self.key = posts, inspectors, key
        self.team, self.out = {}, {}
        for p, i in team.items():
            self.team.setdefault(p[0], {})[p] = i

    def load(self, i, without=None):
        return self.inspectors[i].start + sum(
            i in team.values() for o, team in self.team.items() if o != without)

    def event(self, matched, struck=()):
        """matched: [(object, who is out)].  Returns [(object, team text or None, certificate or None)]."""
        named = [o for o, _ in matched] + list(struck)
        object_list(self.posts, named)
        held = {o for o in self.team if o not in struck} | {o for o, _ in matched}
        if sum(c for o in held for _, c in self.posts[o]) > LIMIT:
            raise Refused("more than 2^31-1 places")
        for o in struck:
            self.team.pop(o, None)
        found = []
        for o, out in sorted(matched, key=lambda m: (turn(self.key, m[0]), m[0])):
            self.out.setdefault(o, set()).update(out)
            found.append((o, *self.match(o)))
        return found

    def match(self, o):
        out = self.out[o]
        stay = {p: i for p, i in self.team.get(o, {}).items() if i not in out}
        for kept in (stay, {}):
            new = self.take_by_ticket(o, kept)
            if new is not None:
                self.team[o] = new
                return assignment_text(new), None
        without = {i: Inspector(x.start, x.cap, []) for i, x in self.inspectors.items()}
        for i, x in self.inspectors.items():
            without[i].kinds, without[i].avoided = x.kinds, x.avoided | ({o} if i in out else set())
        starts = {i: self.load(i, without=o) for i in self.inspectors}
        return None, certificate(self.posts, without, [o], starts)

    def take_by_ticket(self, o, kept):
        """Steps 1 and 2: those kept stay, the free places take the first by (ticket, id)."""
        if any(c > able(self.inspectors, o, kind) for kind, c in self.posts[o]):
            return None
        pool = {i: x for i, x in self.inspectors.items()
                if i not in self.out[o] and i not in kept.values()
                and (x.cap is None or self.load(i, without=o) < x.cap)}
        free = [p for p in places_of(self.posts, [o]) if p not in kept]
        nobody_full = {i: 0 for i in pool}
        for i, x in pool.items():
            pool[i] = Inspector(0, None, [])
            pool[i].kinds, pool[i].avoided = x.kinds, x.avoided
        if not filled(pool, free, nobody_full):
            return None
        new = dict(kept)
        while free:
            p = free.pop(0)
            for i in sorted(pool, key=lambda i: (ticket(self.key, o, i), i)):
                rest = {j: x for j, x in pool.items() if j != i}
                if pool[i].may(o, p[1]) and filled(rest, free, {j: 0 for j in rest}):
                    new[p], pool = i, rest
                    break
        return new


# ------------------------------------------------------------------ vectors
def b(text):
    return text.encode()


def answer(case):
    """What the page says to a case of a file of vectors: the same case with the answers."""
    made = {k: case[k] for k in ("name", "label", "seed", "secret", "post_frame", "inspector_frame", "objects")}
    for name in ("texts", "committed"):
        if name in case:
            made[name] = case[name]
    any_text = case.get("texts") != "draw"
    try:
        key = key_of(b(case["label"]), b(case["seed"]), b(case["secret"]))
        post_text, inspector_text = b(case["post_frame"]), b(case["inspector_frame"])
        posts, inspectors = posts_of(post_text, any_text), inspectors_of(inspector_text, any_text)
        if case.get("committed"):
            committed(post_text, inspector_text)
        objects = None if case["objects"] is None else [b(o) for o in case["objects"]]
        team = assign(posts, inspectors, key, objects)
        made["key"] = key.decode()
        made["record_line"] = "assignment\t%s:%s" % (PROTOCOL, sha(post_text))
        made["inspectors_sha256"] = sha(inspector_text)
        if team is None:
            made["certificate"] = certificate(posts, inspectors, object_list(posts, objects)).decode()
            return made
        text = assignment_text(team)
        made["assignment"], made["assignment_sha256"] = text.decode(), sha(text)
        teams = Teams(posts, inspectors, key, team)
        made["loads"] = {i.decode(): teams.load(i) for i in sorted(inspectors)}
    except Refused as why:
        made["refused"] = str(why)
        return made
    if "withdrawals" in case:
        made["withdrawals"] = []
        for w in case["withdrawals"]:
            [(o, new, why)] = teams.event([(b(w["object"]), [b(i) for i in w["out"]])])
            made["withdrawals"].append({"object": w["object"], "out": w["out"],
                                        **({"team": new.decode()} if why is None else {"certificate": why.decode()})})
    if "events" in case:
        made["events"] = [event_answer(teams, event) for event in case["events"]]
    return made


def event_answer(teams, event):
    made = {"struck": event["struck"], "matched": event["matched"]}
    try:
        results = teams.event([(b(m["object"]), [b(i) for i in m["out"]]) for m in event["matched"]],
                              [b(o) for o in event["struck"]])
        made["results"] = [{"object": o.decode(), **({"team": new.decode()} if why is None
                                                     else {"certificate": why.decode()})} for o, new, why in results]
        made["loads"] = {i.decode(): teams.load(i) for i in sorted(teams.inspectors)}
    except Refused as why:
        made["refused"] = str(why)
    return made


def differences(name, given, made):
    """Where what is given differs from what was made; what another program alone gives (tickets, turns) is made too."""
    for k, value in given.items():
        if k == "tickets":
            key = given["key"].encode()
            made_value = {o: {i: ticket(key, b(o), b(i)) for i in of} for o, of in value.items()}
        elif k == "turns":
            made_value = {o: turn(given["key"].encode(), b(o)) for o in value}
        elif k == "refused":
            made_value = value if "refused" in made else None
        else:
            made_value = made.get(k)
        if made_value != value:
            yield "%s: %s: %r, not %r" % (name, k, made_value, value)


def check(paths):
    wrong = count = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for case in json.load(file)["vectors"]:
                count += 1
                for line in differences(case["name"], case, answer(case)):
                    wrong += 1
                    print(line[:2000])
    print("%d cases, %d differences" % (count, wrong))
    return 1 if wrong else 0


def frame_text(rows):
    return "".join(sorted("\t".join(row) + "\n" for row in rows))


def random_case(rng, number):
    """Small and odd: more is refused, short, struck and fought for than in any office."""
    kinds = rng.sample(["lead", "member", "chair", "x", "食品 主检"], rng.randint(1, 3))
    objects = ["o%d" % n for n in rng.sample(range(20), rng.randint(1, 6))]
    people = ["i%d" % n for n in rng.sample(range(20), rng.randint(1, 6))]
    tight, wide = rng.random() < 0.5, rng.choice([1, 1, 2, 4])
    posts = []
    for o in objects:
        chosen = sorted(rng.sample(kinds, rng.randint(1, len(kinds))), key=b)
        posts.append([o] + [x for k in chosen for x in (k, str(rng.randint(1, wide)))])
    lines = []
    for i in people:
        start = rng.choice([0, 0, 0, 1, 2, 5])
        cap = "" if not tight or rng.random() < 0.4 else str(start + rng.randint(0, 4))
        marks = ["+" + k for k in kinds if rng.random() < 0.75]
        marks += ["-" + o for o in objects + ["elsewhere"] if rng.random() < 0.12]
        lines.append([i, str(start), cap] + sorted(marks, key=b))
    if rng.random() < 0.2:
        posts.append(["salt:" + "%064x" % rng.getrandbits(256), "salt", "1"])
        lines.append(["salt:" + "%064x" % rng.getrandbits(256), "0", "0"])
    listed = None if rng.random() < 0.5 else rng.sample(objects, rng.randint(0, len(objects)))
    here = objects if listed is None else listed
    events = []
    for _ in range(rng.randint(0, 5)):
        named = rng.sample(objects, rng.randint(1, min(3, len(objects))))
        struck = [named.pop()] if rng.random() < 0.2 else []
        matched = [{"object": o, "out": rng.sample(people + ["stranger"], rng.choice([0, 1, 1, 2]) % (len(people) + 1))}
                   for o in named if o in here or rng.random() < 0.7]
        events.append({"struck": struck, "matched": matched})
    return {"name": "random %d" % number, "label": "random", "seed": str(rng.randint(0, 99)),
            "secret": rng.choice(["", "%064x" % rng.getrandbits(256)]), "post_frame": frame_text(posts),
            "inspector_frame": frame_text(lines), "objects": listed, "events": events}


def file_of(cases):
    return json.dumps({"protocol": PROTOCOL, "vectors": [answer(c) for c in cases]}, ensure_ascii=False, indent=1,
                      sort_keys=True) + "\n"


def main(arguments):
    if arguments[:1] == ["check"] and len(arguments) > 1:
        return check(arguments[1:])
    if arguments[:1] == ["random"] and len(arguments) == 3:
        rng = random.Random(int(arguments[1]))
        sys.stdout.write(file_of([random_case(rng, n) for n in range(int(arguments[2]))]))
        return 0
    if arguments == ["vectors"]:
        import assign_cases
        sys.stdout.write(file_of(assign_cases.CASES))
        return 0
    print(__doc__, file=sys.stderr)
    return 64


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
