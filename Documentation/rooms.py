"""The rooms of the tree, read from the imports: checks that arrows go one way, and draws them.

Usage: rooms.py check | draw FILE.svg
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# From the ground up; a room may import those before it that are named here, and nothing else of ours.
ROOMS = {
    "CTickets": [],
    "CLegacyWorkbook": ["CFreexl"],
    "Sampling": ["CTickets"],
    "Inference": ["Sampling", "CGSL"],
    "Frames": ["Sampling", "CTickets", "CZlib", "CZstd", "CMinizip", "CExpat", "CLegacyWorkbook"],
    "Reports": ["Sampling"],
    "Plans": ["Sampling", "Frames"],
    "Draws": ["Sampling", "Frames"],
    "Analysis": ["Sampling", "Inference", "Frames", "Plans"],
    "Inspections": ["Sampling", "Frames", "Plans", "Draws", "Analysis"],
    "Answers": ["Sampling", "Inference", "Frames", "Reports", "Plans", "Draws", "Analysis", "Inspections"],
    "SpotcheckTool": ["Sampling", "Inference", "Frames", "Reports", "Plans", "Draws", "Analysis", "Inspections",
                      "Answers"],
}
# Foreign modules, and the rooms that may import them.
FOREIGN = {
    "Foundation": {"Frames", "Reports", "Plans", "Draws", "Analysis", "Inspections", "Answers", "SpotcheckTool"},
    "GRDB": {"Frames", "Inspections"},
    "BigInt": {"Sampling"},
    "ArgumentParser": {"SpotcheckTool"},
    "CGSL": {"Inference"},
    "Subprocess": {"Frames"},
    "SystemPackage": {"Frames"},
}
MAPS = ["CGSL", "CZlib", "CZstd", "CMinizip", "CExpat", "CFreexl"]
# Where a room stands in the picture: from the top, and how far to the right of a hundred.
ROWS = [{"SpotcheckTool": 50}, {"Answers": 50}, {"Inspections": 50, "Reports": 90}, {"Analysis": 12}, {"Plans": 30, "Draws": 66},
        {"Inference": 13, "Frames": 56}, {"Sampling": 38, "CLegacyWorkbook": 82},
        {"CGSL": 13, "CTickets": 50}]


def imports():
    """The modules that each room imports, with a file that does."""
    found = {}
    for room in ROOMS:
        for file in sorted((ROOT / "Sources" / room).rglob("*.swift")):
            for name in re.findall(r"^(?:public |package |internal |@\w+ )*import (\w+)", file.read_text(), re.M):
                found.setdefault(room, {}).setdefault(name, file.relative_to(ROOT))
    return found


def problems(found):
    rooms = {folder.name for folder in (ROOT / "Sources").iterdir() if folder.is_dir()}
    for name in sorted(rooms - set(ROOMS) - set(MAPS)):
        yield f"Sources/{name}: no room has this name; name it in {Path(__file__).name}, with what it may import"
    for room, names in found.items():
        for name, file in names.items():
            if name in ROOMS or name in MAPS:
                if name != room and name not in ROOMS[room]:
                    yield f"{file}: {room} may not import {name}"
            elif name in FOREIGN and room not in FOREIGN[name]:
                yield f"{file}: {room} may not import {name}"
    users = {name: {file for names in found.values() for n, file in names.items() if n == name} for name in ["CGSL"]}
    if len(users["CGSL"]) > 1:
        yield "CGSL is imported by one file alone"


def draw(found, path):
    width, height, step, box = 760, 86 * len(ROWS), 86, (140, 38)
    place = {}
    for row, names in enumerate(ROWS):
        for name, share in names.items():
            place[name] = (width * share / 100, 40 + row * step)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif"'
             ' font-size="15">', "<title>The rooms of Spotcheck and what they import</title>",
             '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
             '<path d="M0 0L8 4L0 8z" fill="#777"/></marker></defs>',
             f'<rect width="{width}" height="{height}" fill="#fff"/>']
    for room, names in found.items():
        targets = [n for n in names if n in place and n != room]
        # What is reached through another room is not drawn again.
        reached = {m for n in targets for m in found.get(n, {})}
        for name in sorted(set(targets) - reached):
            (x, y), (u, v) = place[room], place[name]
            lines.append(f'<line x1="{x:.0f}" y1="{y + box[1] / 2:.0f}" x2="{u:.0f}" y2="{v - box[1] / 2 - 2:.0f}"'
                         ' stroke="#777" marker-end="url(#a)"/>')
    for name, (x, y) in place.items():
        lines.append(f'<rect x="{x - box[0] / 2:.0f}" y="{y - box[1] / 2:.0f}" width="{box[0]}" height="{box[1]}" rx="6"'
                     ' fill="#e8f0f7" stroke="#0072b2"/>')
        lines.append(f'<text x="{x:.0f}" y="{y + 5:.0f}" text-anchor="middle">{name}</text>')
    Path(path).write_text("\n".join(lines) + "\n</svg>\n")


def main():
    found = imports()
    if sys.argv[1:] == ["check"]:
        said = list(problems(found))
        print("\n".join(said), end="\n" if said else "")
        return 1 if said else 0
    draw(found, sys.argv[2])
    return 0


if __name__ == "__main__":
    sys.exit(main())
